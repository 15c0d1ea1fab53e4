"""A plain Exception is raised: who waits for a ValueError doesn't catch it, so raise the ValueError itself."""


def output_size(n, k, stride=1, padding=0):
    if min(n, k, padding) < 0 or stride < 1:
        raise Exception("an argument is too small")
    if k > n + 2 * padding:
        raise Exception("the kernel does not fit")
    return (n + 2 * padding - k) // stride + 1


def same_padding(k):
    if k % 2 == 0:
        raise Exception("even kernel")
    return (k - 1) // 2


def layers_until_empty(n, k):
    if k < 2:
        raise Exception("never empty")
    layers = 0
    while n >= k:
        n = n - k + 1
        layers += 1
    return layers
