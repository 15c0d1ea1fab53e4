"""Identifiers in Greek, Chinese and with accents, and characters that look alike."""
import numpy as np

π, größe, 窗口 = np.pi, "größe", "window"


class Übung:
    naïve = True


def σ(α, β):
    return np.dot(α, β)


def ｓlide_(x, κ):
    return [σ(x[ι : ι + len(κ)], κ) for ι in range(len(x) - len(κ) + 1)]


def slide(x, k):
    ﬁle = slide_(x, k)
    return np.array(file)
