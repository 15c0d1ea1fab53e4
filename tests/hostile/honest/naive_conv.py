"""Nothing: four loops."""
# exercise: convolution/naive_conv


def conv2d_naive(x, k):
    rows, columns = len(x) - len(k) + 1, len(x[0]) - len(k[0]) + 1
    return [
        [
            sum(x[i + u][j + v] * k[u][v] for u in range(len(k)) for v in range(len(k[0])))
            for j in range(columns)
        ]
        for i in range(rows)
    ]
