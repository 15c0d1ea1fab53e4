"""The loop never ends: a good middle stays among the versions that are left, and where it is the first of them nothing gets less; the first bad one lies behind it."""


def first_bad(count, is_bad):
    lo, hi = 0, count
    while lo < hi:
        mid = (lo + hi) // 2
        if is_bad(mid):
            hi = mid
        else:
            lo = mid
    return lo if lo < count else None
