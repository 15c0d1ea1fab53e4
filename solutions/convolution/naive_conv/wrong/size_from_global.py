"""The sizes belong to an example at the top of the file: ask the arguments of the call for theirs."""

image = [[1, 2, 3, 0, 1], [0, 1, 2, 3, 4], [2, 1, 0, 1, 2], [3, 0, 1, 2, 3], [1, 2, 3, 4, 0]]
sobel = [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]
H, W = len(image), len(image[0])
kh, kw = len(sobel), len(sobel[0])


def conv2d_naive(x, k):
    y = []
    for i in range(H - kh + 1):
        row = []
        for j in range(W - kw + 1):
            s = 0.0
            for u in range(kh):
                for v in range(kw):
                    s += x[i + u][j + v] * k[u][v]
            row.append(s)
        y.append(row)
    return y


print(conv2d_naive(image, sobel))
