"""The count stops at two hundred layers: long rows have more."""


def output_size(n, k, stride=1, padding=0):
    if stride < 1 or min(n, k, padding) < 0 or k > n + 2 * padding:
        raise ValueError("that does not fit")
    return (n + 2 * padding - k) // stride + 1


def same_padding(k):
    if k % 2 == 0:
        raise ValueError("an even kernel")
    return (k - 1) // 2


def layers_until_empty(n, k):
    if k < 2:
        raise ValueError("no layer takes anything")
    count = 0
    while n >= k and count < 200:
        n -= k - 1
        count += 1
    return count
