"""An answer whose class has a name of three megabytes."""


def double(numbers):
    return type("A" * 3_000_000, (), {})()
