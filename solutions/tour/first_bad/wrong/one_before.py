"""The last good version is returned: the first bad one is one further on."""


def first_bad(count, is_bad):
    good, bad = -1, count
    while bad - good > 1:
        middle = (good + bad) // 2
        if is_bad(middle):
            bad = middle
        else:
            good = middle
    if bad == count:
        return None
    return good
