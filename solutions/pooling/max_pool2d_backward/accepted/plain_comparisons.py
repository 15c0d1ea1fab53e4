"""The winner by comparing pixel after pixel; a print and a main guard."""
import numpy as np


def find_winner(plane, top, left, k):
    best = (top, left)
    for r in range(top, top + k):
        for c in range(left, left + k):
            if plane[r][c] > plane[best[0]][best[1]]:
                best = (r, c)
    return best


def max_pool2d_backward(dy, x, kernel_size, stride=None):
    if stride is None:
        stride = kernel_size
    dx = np.zeros(x.shape, dtype=float)
    print("dy", dy.shape, "x", x.shape)
    for b, image in enumerate(x.tolist()):
        for c, plane in enumerate(image):
            for i in range(dy.shape[2]):
                for j in range(dy.shape[3]):
                    row, col = find_winner(plane, i * stride, j * stride, kernel_size)
                    dx[b, c, row, col] = dx[b, c, row, col] + dy[b, c, i, j]
    return dx


if __name__ == "__main__":
    print(max_pool2d_backward(np.ones((1, 1, 2, 2)), np.arange(16.0).reshape(1, 1, 4, 4), 2))
