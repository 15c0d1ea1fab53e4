"""Finds the number of good versions bit by bit, the highest first."""


def first_bad(count, is_bad):
    good = 0
    for bit in reversed(range(count.bit_length())):
        more = good + (1 << bit)
        if more <= count and not is_bad(more - 1):
            good = more
    return good if good < count else None
