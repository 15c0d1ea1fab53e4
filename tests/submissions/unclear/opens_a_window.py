"""A window is opened at the top."""
# says: slide.py: line 6 opens a window, which isn't possible while being graded.
# needs: _tkinter
import tkinter
import numpy as np
root = tkinter.Tk()

def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
