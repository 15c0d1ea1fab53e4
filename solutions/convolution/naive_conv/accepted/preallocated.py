"""A page of zeros first, with prints and a main guard."""


def conv2d_naive(x, k):
    H, W, kh, kw = len(x), len(x[0]), len(k), len(k[0])
    out_h, out_w = H - kh + 1, W - kw + 1
    y = [[0.0] * out_w for _ in range(out_h)]
    print("output will be", out_h, "x", out_w)
    for i in range(out_h):
        for j in range(out_w):
            s = 0.0
            for u in range(kh):
                for v in range(kw):
                    s += x[i + u][j + v] * k[u][v]
            y[i][j] = s
    return y


if __name__ == "__main__":
    print(conv2d_naive([[1, 2, 3], [4, 5, 6]], [[1, 1]]))
