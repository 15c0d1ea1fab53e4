"""is_bad is called with a float such as 2.0: / gives one, and rounding with // keeps it. Versions are ints."""


def first_bad(count, is_bad):
    low, high = 0, count
    while low < high:
        middle = (low + high) / 2 // 1
        if is_bad(middle):
            high = int(middle)
        else:
            low = int(middle) + 1
    return low if low < count else None
