"""A generator that never ends, and never grows."""


def double(numbers):
    while True:
        if numbers is ...:
            yield 1
