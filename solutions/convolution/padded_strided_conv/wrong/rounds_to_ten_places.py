"""Answers are rounded, or small ones taken for 0, as after an FFT of integers: of a faint image a few digits are left, or none."""
import numpy as np


def conv2d(x, k, stride=1, padding=0):
    page = np.pad(x.astype(float), padding)
    kh, kw = k.shape
    spectrum = np.fft.rfft2(page) * np.conj(np.fft.rfft2(k, s=page.shape))
    full = np.fft.irfft2(spectrum, s=page.shape)
    y = full[: page.shape[0] - kh + 1 : stride, : page.shape[1] - kw + 1 : stride]
    return np.round(y, 10)
