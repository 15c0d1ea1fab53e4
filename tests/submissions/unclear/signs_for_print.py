"""A minus from a text for print."""
# says: slide.py, line 6: Python can't read this: − is a sign for print; Python's is -.
import numpy as np

def slide(x, k):
    return x[: len(x) − len(k)]
