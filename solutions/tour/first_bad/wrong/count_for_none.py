"""Where all are good, the number behind the last version is returned: None is asked for."""


def first_bad(count, is_bad):
    low, high = 0, count
    while low < high:
        middle = (low + high) // 2
        if is_bad(middle):
            high = middle
        else:
            low = middle + 1
    return low
