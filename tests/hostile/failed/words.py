"""Equal values as text."""


def double(numbers):
    return [str(2 * n) for n in numbers] or "[]"
