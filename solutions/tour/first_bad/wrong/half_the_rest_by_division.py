"""Half of what is left is a float on its way, and floats have sixteen digits: of very many versions it is more than half, and one call too many is needed."""


def first_bad(count, is_bad):
    low, high = 0, count
    while low < high:
        middle = low + int((high - low) / 2)
        if is_bad(middle):
            high = middle
        else:
            low = middle + 1
    return low if low < count else None
