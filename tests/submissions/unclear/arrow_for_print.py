"""An arrow from a text for print."""
# says: slide.py, line 5: Python can't read this: → is a sign for print; Python's is ->.
import numpy as np

def slide(x, k) → np.ndarray:
    return x
