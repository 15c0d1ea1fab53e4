"""Version 0 is taken for nothing found: 0 is a number like others, and not None."""


def first_bad(count, is_bad):
    low, high = 0, count
    while low < high:
        middle = (low + high) // 2
        if is_bad(middle):
            high = middle
        else:
            low = middle + 1
    if low and low < count:
        return low
    return None
