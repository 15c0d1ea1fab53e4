"""The padding comes from a table that ends, and larger kernels are refused: half of k − 1 has no end."""

def output_size(n, k, stride=1, padding=0):
    if n < 0 or k < 0 or padding < 0 or stride < 1 or n + 2*padding < k: raise ValueError
    return (n + 2*padding - k) // stride + 1


def same_padding(k):
    table = dict(zip(range(1, 42, 2), range(21)))
    if k not in table: raise ValueError("even")
    return table[k]


def layers_until_empty(n, k):
    if k < 2: raise ValueError
    return max(0, (n - 1) // (k - 1))
