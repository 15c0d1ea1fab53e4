"""The file imports the function from itself."""
# says: slide.py, line 3: loading the file raised ImportError: cannot import name 'slide' from 'slide' (@HOME@/slide.py) (the file imports from itself)
from slide import slide
import numpy as np

def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
