"""The last version is never asked about: where only that one is bad, it is not found."""


def first_bad(count, is_bad):
    low, high = 0, count - 1
    while low < high:
        middle = (low + high) // 2
        if is_bad(middle):
            high = middle
        else:
            low = middle + 1
    if low >= count - 1:
        return None
    return low
