"""Conditions are joined as in C."""
# says: slide.py, line 4: Python can't read this: && is no Python; write `and`, `or`.
def slide(x, k):
    if len(x) && len(k):
        return x
