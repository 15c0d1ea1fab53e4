"""A dict of a thousand keys where a list is asked for."""
# confined: only


def double(numbers):
    return {n: str(n) for n in range(1_000)}
