"""Where the kernel is whole, answers are made whole: fractions of the pixels are cut off."""


def conv2d_naive(x, k):
    kh, kw = len(k), len(k[0])
    whole = all(isinstance(entry, int) for row in k for entry in row)
    page = []
    for i in range(len(x) - kh + 1):
        row = []
        for j in range(len(x[0]) - kw + 1):
            total = sum(x[i + u][j + v] * k[u][v] for u in range(kh) for v in range(kw))
            row.append(int(total) if whole else total)
        page.append(row)
    return page
