"""A range of ten thousand million numbers, which is a small thing until it is made a list."""
# also: crashed


def double(numbers):
    return range(10**10)
