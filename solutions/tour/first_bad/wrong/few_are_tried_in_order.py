"""Of a few versions all are tried one after the other: of three versions, two calls are enough."""


def first_bad(count, is_bad):
    if count < 4:
        return next((v for v in range(count) if is_bad(v)), None)
    low, high = 0, count
    while low < high:
        middle = (low + high) // 2
        if is_bad(middle):
            high = middle
        else:
            low = middle + 1
    return low if low < count else None
