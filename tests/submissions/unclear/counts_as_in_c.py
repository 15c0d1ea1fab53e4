"""Counts up as in C."""
# says: slide.py, line 5: Python can't read this: ++ is no Python; write += 1 or -= 1.
def slide(x, k):
    i = 0
    i++
    return x
