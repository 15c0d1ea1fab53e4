"""All before low are good, all from high on are bad; the gap between them is halved."""


def first_bad(count, is_bad):
    low, high = 0, count
    while low < high:
        middle = (low + high) // 2
        if is_bad(middle):
            high = middle
        else:
            low = middle + 1
    return low if low < count else None
