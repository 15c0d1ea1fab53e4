"""Nothing: deep recursion that ends."""


def depth(n):
    return n and 1 + depth(n - 1)


def double(numbers):
    assert depth(800) == 800
    return [2 * n for n in numbers]
