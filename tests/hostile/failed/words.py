"""Equal values as text."""
# earns: any


def double(numbers):
    return [str(2 * n) for n in numbers] or "[]"
