"""Image by image, filter by filter, position by position; prints shapes."""
import numpy as np


def conv2d_backward(dy, x, w, stride=1, padding=0):
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out, W_out = dy.shape[2], dy.shape[3]
    xp = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    xp[:, :, padding:padding + H, padding:padding + W] = x
    dxp = np.zeros_like(xp)
    dw = np.zeros(w.shape, dtype=float)
    db = np.sum(dy, axis=(0, 2, 3))
    for n in range(N):
        for f in range(F):
            for i in range(H_out):
                for j in range(W_out):
                    hs, ws = i * stride, j * stride
                    grad = float(dy[n, f, i, j])
                    dw[f] += grad * xp[n, :, hs:hs + HH, ws:ws + WW]
                    dxp[n, :, hs:hs + HH, ws:ws + WW] += grad * w[f].astype(float)
    print('dx', dxp.shape, 'dw', dw.shape)
    return dxp[:, :, padding:padding + H, padding:padding + W], dw, db


if __name__ == "__main__":
    print(conv2d_backward(np.ones((1, 1, 2, 2)), np.ones((1, 1, 3, 3)), np.ones((1, 1, 2, 2))))
