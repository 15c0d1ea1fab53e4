"""Windows are measured from the kernel's middle, which a kernel of even size does not have: measure them from their first pixel."""


def conv2d_naive(x, k):
    H, W = len(x), len(x[0])
    ch, cw = len(k) // 2, len(k[0]) // 2
    y = []
    for i in range(ch, H - ch):
        row = []
        for j in range(cw, W - cw):
            s = 0.0
            for u in range(-ch, ch + 1):
                for v in range(-cw, cw + 1):
                    s += x[i + u][j + v] * k[ch + u][cw + v]
            row.append(s)
        y.append(row)
    return y
