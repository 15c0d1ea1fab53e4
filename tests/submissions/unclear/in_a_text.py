"""Everything stands in a text."""
# says: slide is in a text, line 6, and no code.
import numpy as np

"""
def slide(x, k):
    return x
"""
