"""Everything was commented out."""
# says: slide is in a comment, line 5, and no code.
import numpy as np

# def slide(x, k):
#     return x
