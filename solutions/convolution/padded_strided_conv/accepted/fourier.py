"""By the convolution theorem: correlation is a product with the conjugate spectrum."""
import numpy as np


def conv2d(x, k, stride=1, padding=0):
    page = np.pad(x.astype(float), padding)
    kh, kw = k.shape
    spectrum = np.fft.rfft2(page) * np.conj(np.fft.rfft2(k, s=page.shape))
    full = np.fft.irfft2(spectrum, s=page.shape)
    return full[: page.shape[0] - kh + 1 : stride, : page.shape[1] - kw + 1 : stride]
