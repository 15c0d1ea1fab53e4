"""Copied off a web page, with its spaces."""
# says: slide.py, line 3: Python can't read this: there is a no-break space, which only looks like a space.
x = 1

def slide(x, k):
    return x
