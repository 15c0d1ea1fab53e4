"""Copied with the numbers of its lines."""
# says: slide.py, line 3: Python can't read this: 3 is a line's number that was copied along.
3 import numpy as np
4
5 def slide(x, k):
6     return x
