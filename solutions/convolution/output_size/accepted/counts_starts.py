"""Counts the places instead of computing their number."""


def output_size(n: int, k: int, stride: int = 1, padding: int = 0) -> int:
    for name, value, least in (("n", n, 0), ("k", k, 0), ("stride", stride, 1), ("padding", padding, 0)):
        if value < least:
            raise ValueError(f"{name} must be at least {least}, not {value}")
    starts = range(0, n + 2 * padding - k + 1, stride)
    if not starts:
        raise ValueError("the kernel does not fit")
    return len(starts)


def same_padding(k: int) -> int:
    for p in range(k):
        if output_size(100, k, 1, p) == 100:
            return p
    raise ValueError("there is none")


def layers_until_empty(n: int, k: int) -> int:
    if k < 2:
        raise ValueError("k must be at least 2")
    if k > n:
        return 0
    return 1 + layers_until_empty(output_size(n, k), k)
