"""The other way to write it: ⌈(n + 2p − k + 1) / s⌉, with a negated floor."""


def output_size(n, k, stride=1, padding=0):
    bad = stride <= 0 or n < 0 or k < 0 or padding < 0 or n + 2 * padding < k
    if bad:
        raise ValueError((n, k, stride, padding))
    return -((k - 1 - n - 2 * padding) // stride)


def same_padding(k):
    half, rest = divmod(k, 2)
    if rest == 0:
        raise ValueError(f"no padding keeps the size for an even kernel ({k})")
    return half


def layers_until_empty(n, k):
    if k < 2:
        raise ValueError
    sizes = [n]
    while sizes[-1] >= k:
        sizes.append(sizes[-1] - (k - 1))
    return len(sizes) - 1
