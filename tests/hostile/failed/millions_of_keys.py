"""A dict of a million keys where a list is asked for."""


def double(numbers):
    return {n: str(n) for n in range(300_000)}
