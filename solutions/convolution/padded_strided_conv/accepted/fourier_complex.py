"""Full mathematical convolution with the turned kernel through fft2, cropped to the valid part."""
import numpy as np


def conv2d(x, k, stride=1, padding=0):
    x = np.pad(x, padding)
    H, W = x.shape
    kh, kw = k.shape
    size = (H + kh - 1, W + kw - 1)
    full = np.real(np.fft.ifft2(np.fft.fft2(x, size) * np.fft.fft2(k[::-1, ::-1], size)))
    valid = full[kh - 1:H, kw - 1:W]
    return valid[::stride, ::stride]
