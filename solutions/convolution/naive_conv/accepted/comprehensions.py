def conv2d_naive(x, k):
    return [
        [
            sum(x[i + u][j + v] * k[u][v] for u in range(len(k)) for v in range(len(k[0])))
            for j in range(len(x[0]) - len(k[0]) + 1)
        ]
        for i in range(len(x) - len(k) + 1)
    ]
