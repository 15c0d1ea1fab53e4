"""A hundred thousand exceptions, each the cause of the next."""

last = None
for n in range(100_000):
    error = ValueError(n)
    error.__cause__ = error.__context__ = last
    last = error


def double(numbers):
    raise last
