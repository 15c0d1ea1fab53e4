"""Where all are good −1 is returned, which is a number like others in Python: None is asked for."""


def first_bad(count, is_bad):
    low, high = 0, count
    while low < high:
        middle = (low + high) // 2
        if is_bad(middle):
            high = middle
        else:
            low = middle + 1
    if low == count:
        return -1
    return low
