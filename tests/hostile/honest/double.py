"""Nothing: every number is doubled."""

def double(numbers):
    return [2 * n for n in numbers]
