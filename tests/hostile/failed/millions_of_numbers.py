"""Ten million numbers where a few are asked for."""


def double(numbers):
    return [0] * 10_000_000
