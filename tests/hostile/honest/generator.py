"""Nothing: the answer is computed while it is read, and is right."""


def double(numbers):
    if numbers is None:
        raise TypeError("None")
    return (2 * n for n in numbers)
