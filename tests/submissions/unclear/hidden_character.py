"""A character that nobody sees."""
# says: slide.py, line 4: Python can't read this: there is a character that can't be seen.
def slide(x, k):
    return​ x
