"""is_bad's argument by its name, as the function that is shown has it."""


def first_bad(count, is_bad):
    low, high = 0, count
    while low < high:
        middle = (low + high) // 2
        if is_bad(version=middle):
            high = middle
        else:
            low = middle + 1
    return low if low < count else None
