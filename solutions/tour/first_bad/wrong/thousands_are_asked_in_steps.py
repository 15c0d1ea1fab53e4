"""Where there are more than five thousand versions, they are asked about in steps of a thousandth: halving them takes far fewer calls."""


def first_bad(count, is_bad):
    low, high = 0, count
    if 5000 < count < 2**50:
        step = count // 1000
        while low + step < high and not is_bad(low + step):
            low += step + 1
        high = min(low + step, count)
    while low < high:
        middle = (low + high) // 2
        if is_bad(middle):
            high = middle
        else:
            low = middle + 1
    return low if low < count else None
