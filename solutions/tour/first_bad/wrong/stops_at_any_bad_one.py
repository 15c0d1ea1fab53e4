"""The first bad version that is met is returned: there may be bad ones before it."""


def first_bad(count, is_bad):
    low, high = 0, count
    while low < high:
        middle = (low + high) // 2
        if is_bad(middle):
            return middle
        low = middle + 1
    return None
