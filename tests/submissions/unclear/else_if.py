"""Another condition, as in other languages."""
# says: slide.py, line 6: Python can't read this: else if is elif in Python.
def slide(x, k):
    if len(x) > 1:
        return x
    else if len(k):
        return k
