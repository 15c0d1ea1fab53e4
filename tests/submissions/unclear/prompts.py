"""A session at the prompt, copied as it was."""
# says: slide.py, line 3: Python can't read this: >>> is a prompt that was copied along.
>>> import numpy as np

def slide(x, k):
    return x
