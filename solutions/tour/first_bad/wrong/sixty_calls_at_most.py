"""Sixty times the middle is asked about, and then the search ends: of very many versions, two are left."""


def first_bad(count, is_bad):
    low, high = 0, count
    for _ in range(60):
        if low == high:
            break
        middle = (low + high) // 2
        if is_bad(middle):
            high = middle
        else:
            low = middle + 1
    return low if low < count else None
