"""The middle is a float on its way, and floats have sixteen digits: of very many versions it is another one."""


def first_bad(count, is_bad):
    low, high = 0, count
    while low < high:
        middle = int((low + high) / 2)
        if is_bad(middle):
            high = middle
        else:
            low = middle + 1
    return low if low < count else None
