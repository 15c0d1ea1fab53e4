"""/ always gives a float, and half a jump is no press: divide and round down with //.

Evidence: /
"""


def output_size(n, k, stride=1, padding=0):
    if stride < 1 or n < 0 or k < 0 or padding < 0:
        raise ValueError("impossible arguments")
    if k > n + 2 * padding:
        raise ValueError("the kernel does not fit")
    return (n + 2 * padding - k) / stride + 1


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
