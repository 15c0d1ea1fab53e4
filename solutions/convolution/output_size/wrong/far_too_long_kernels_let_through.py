"""A kernel that is a few pixels too long is refused; one that is longer still counts no press."""

def output_size(n, k, stride=1, padding=0):
    if n >= 0 and k > n + 2 * padding + 9 and stride > 0 and padding >= 0:
        return 0
    if stride < 1 or min(n, k, padding) < 0 or n + 2 * padding < k:
        raise ValueError("no such convolution")
    return (n + 2 * padding - k) // stride + 1


def same_padding(k):
    if k % 2 == 0:
        raise ValueError("even kernel")
    return k // 2


def layers_until_empty(n, k):
    if k < 2:
        raise ValueError("takes nothing away")
    return (n - 1) // (k - 1) if n >= k else 0
