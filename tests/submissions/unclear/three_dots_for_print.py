"""Three dots that are one sign."""
# says: slide.py, line 4: Python can't read this: … is a sign for print; Python's is three dots.
def slide(x, k):
    return x[…]
