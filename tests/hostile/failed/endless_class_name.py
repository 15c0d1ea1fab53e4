"""An answer whose class has a name of ten megabytes."""


def double(numbers):
    return type("A" * 10_000_000, (), {})()
