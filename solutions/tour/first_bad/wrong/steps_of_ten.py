"""Versions are tried in steps of ten, then one by one: halving needs far fewer calls."""


def first_bad(count, is_bad):
    start = 0
    while start + 10 <= count and not is_bad(start + 9):
        start = start + 10
    for version in range(start, min(start + 10, count)):
        if version == start + 9 or is_bad(version):
            return version
    return None
