"""Syntax of a Python that is not the one here."""
# before: 3.12
# says: slide.py, line 4: Python can't read this: `type` in this way needs Python 3.12; this is @HERE@.
type Row = list[float]

def slide(x, k):
    return x
