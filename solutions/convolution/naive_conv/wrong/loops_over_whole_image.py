"""The stamp is also put down where it hangs over the end of the image: it may start only where it fits."""


def conv2d_naive(x, k):
    kh, kw = len(k), len(k[0])
    y = []
    for i in range(len(x)):
        row = []
        for j in range(len(x[0])):
            s = 0.0
            for u in range(kh):
                for v in range(kw):
                    s += x[i + u][j + v] * k[u][v]
            row.append(s)
        y.append(row)
    return y
