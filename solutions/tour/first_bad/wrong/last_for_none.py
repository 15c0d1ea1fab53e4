"""Where all are good the last version is returned: it is good, too."""


def first_bad(count, is_bad):
    if count == 0:
        return None
    low, high = 0, count - 1
    while low < high:
        middle = (low + high) // 2
        if is_bad(middle):
            high = middle
        else:
            low = middle + 1
    return low
