"""The kernel's loops outside: one weight at a time is added to the whole page."""


def conv2d_naive(x, k):
    h = len(x) - len(k) + 1
    w = len(x[0]) - len(k[0]) + 1
    page = []
    while len(page) < h:
        page.append([0] * w)
    for u in range(len(k)):
        for v in range(len(k[u])):
            for i in range(h):
                for j in range(w):
                    page[i][j] = page[i][j] + k[u][v] * x[u + i][v + j]
    return page
