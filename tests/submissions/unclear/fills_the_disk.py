"""Writes a table of half a gigabyte before it defines anything."""
# says: slide.py: line 6 writes more than the 64 MiB that there is room for while being graded.
import numpy as np

with open("table", "wb") as file:
    file.write(bytes(2**29))

def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
