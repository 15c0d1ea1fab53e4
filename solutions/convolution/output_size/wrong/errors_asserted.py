"""assert raises an AssertionError, and disappears under python -O: the contract asks for a ValueError."""


def output_size(n, k, stride=1, padding=0):
    assert stride >= 1 and n >= 0 and k >= 0 and padding >= 0
    assert k <= n + 2 * padding
    return (n + 2 * padding - k) // stride + 1


def same_padding(k):
    if k % 2 == 0:
        raise ValueError("even kernel")
    return (k - 1) // 2


def layers_until_empty(n, k):
    if k < 2:
        raise ValueError("never empty")
    layers = 0
    while n >= k:
        n = n - k + 1
        layers += 1
    return layers
