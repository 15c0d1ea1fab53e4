"""One allocation of a terabyte."""


def double(numbers):
    return bytearray(10**12)
