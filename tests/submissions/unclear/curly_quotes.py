"""Copied out of a text for print."""
# says: slide.py, line 3: Python can't read this: “ is a quote for print; Python's are " and '.
name = “slide”

def slide(x, k):
    return x
