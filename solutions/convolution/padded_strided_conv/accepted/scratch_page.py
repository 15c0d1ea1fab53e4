"""One large scratch page for all calls, from which nothing but sums leaves."""
import numpy as np

PAGE = np.zeros((64, 64))


def conv2d(x, k, stride=1, padding=0):
    global PAGE
    H, W = (n + 2 * padding for n in x.shape)
    if H > PAGE.shape[0] or W > PAGE.shape[1]:
        PAGE = np.zeros((2 * H, 2 * W))
    page = PAGE[:H, :W]
    page[:] = 0
    page[padding:H - padding, padding:W - padding] = x
    kh, kw = k.shape
    return np.array([[(page[i:i + kh, j:j + kw] * k).sum()
                      for j in range(0, W - kw + 1, stride)] for i in range(0, H - kh + 1, stride)])
