"""An answer too large to be sent."""


def double(numbers):
    return b"x" * 100_000_000
