"""A range of half a million numbers, small enough to be looked at once, in every case."""
# also: crashed


def double(numbers):
    return [range(500_000)]
