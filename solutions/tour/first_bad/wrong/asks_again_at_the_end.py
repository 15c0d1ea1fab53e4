"""The version that was found is asked about once more: it was asked before, or is behind the last."""


def first_bad(count, is_bad):
    low, high = 0, count
    while low < high:
        middle = (low + high) // 2
        if is_bad(middle):
            high = middle
        else:
            low = middle + 1
    if is_bad(low) and low < count:
        return low
    return None
