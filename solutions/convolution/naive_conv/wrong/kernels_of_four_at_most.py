"""The sum ends after four rows and columns of the kernel: a larger stamp is pressed with a part of its entries."""


def conv2d_naive(x, k):
    kh, kw = len(k), len(k[0])
    y = []
    for i in range(len(x) - kh + 1):
        row = []
        for j in range(len(x[0]) - kw + 1):
            total = 0
            for u in range(min(kh, 4)):
                for v in range(min(kw, 4)):
                    total += x[i + u][j + v] * k[u][v]
            row.append(total)
        y.append(row)
    return y
