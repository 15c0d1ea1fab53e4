"""The loop never ends: a good middle stays among the versions that are left, and of two it is the first, so that nothing gets less; the first bad one lies behind it."""


def first_bad(count, is_bad):
    if count == 0:
        return None
    lo, hi = 0, count - 1
    while lo < hi:
        mid = (lo + hi) // 2
        if is_bad(mid):
            hi = mid
        else:
            lo = mid
    return lo if is_bad(lo) else None
