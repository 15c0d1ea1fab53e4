import numpy as np

print("multichannel einsum loaded")


class Conv:
    """Keeps the filters, like a layer would."""

    def __init__(self, weight, bias):
        self.weight = weight.astype(np.float64)
        self.bias = bias

    def __call__(self, images):
        kh, kw = self.weight.shape[2:]
        rows = images.shape[2] - kh + 1
        cols = images.shape[3] - kw + 1
        print("output will be", rows, "x", cols)
        # one gather with index arrays: (B, C, rows, cols, kh, kw)
        r = np.arange(rows)[:, None, None, None] + np.arange(kh)[None, None, :, None]
        c = np.arange(cols)[None, :, None, None] + np.arange(kw)[None, None, None, :]
        y = np.einsum("bcyxuv,ocuv->boyx", images[:, :, r, c], self.weight)
        if self.bias is not None:
            y = y + self.bias[np.newaxis, :, np.newaxis, np.newaxis]
        return y


def conv2d_multichannel(x, w, b=None):
    if np.shape(x)[1] != np.shape(w)[1]:
        raise ValueError("in_channels differ")
    return Conv(w, b)(x)


def main():
    x = np.arange(50.).reshape(1, 2, 5, 5)
    print(conv2d_multichannel(x, np.ones((1, 2, 3, 3))))


if __name__ == '__main__':
    main()
