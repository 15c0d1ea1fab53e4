"""One operation in C that takes hours."""


def double(numbers):
    return pow(7, 10**9)
