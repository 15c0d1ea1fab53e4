"""A parameter has another name than in the task: who says the names at the call, as in first_bad(count=8, is_bad=fails), is refused."""


def first_bad(n, is_bad):
    low, high = 0, n
    while low < high:
        middle = (low + high) // 2
        if is_bad(middle):
            high = middle
        else:
            low = middle + 1
    return low if low < n else None
