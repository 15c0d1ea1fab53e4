"""The standard library's search, with is_bad as its key."""

from bisect import bisect_left


def first_bad(count, is_bad):
    found = bisect_left(range(count), True, key=is_bad)
    return None if found == count else found
