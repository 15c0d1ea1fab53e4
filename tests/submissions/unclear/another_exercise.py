"""Was written for another exercise."""
# says: The file has no function slide. It has double and halve.


def double(numbers):
    return [2 * n for n in numbers]


def halve(numbers):
    return [n / 2 for n in numbers]
