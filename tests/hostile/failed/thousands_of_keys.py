"""A dict of three thousand keys where a list is asked for."""


def double(numbers):
    return {n: str(n) for n in range(3_000)}
