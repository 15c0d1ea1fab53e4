"""Asks as it should: half of what is left each time."""
# exercise: tour/first_bad


def first_bad(count, is_bad):
    low, high = 0, count
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if is_bad(middle) else (middle + 1, high)
    return low if low < count else None
