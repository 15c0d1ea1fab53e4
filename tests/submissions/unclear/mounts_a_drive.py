"""Asks Colab for its drive, at the top."""
# says: slide.py, line 3: loading the file raised ModuleNotFoundError: No module named 'google' (google.colab is there on Colab and nowhere else)
from google.colab import drive
import numpy as np

drive.mount('/content/drive')


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
