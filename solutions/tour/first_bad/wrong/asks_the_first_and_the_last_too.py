"""The first and the last version are asked about before the search: one call of that is too many."""


def first_bad(count, is_bad):
    if count == 0 or not is_bad(count - 1):
        return None
    if count == 1 or is_bad(0):
        return 0
    good, bad = 0, count - 1
    while bad - good > 1:
        middle = (good + bad) // 2
        if is_bad(middle):
            bad = middle
        else:
            good = middle
    return bad
