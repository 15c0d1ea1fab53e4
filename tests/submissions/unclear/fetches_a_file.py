"""Fetches a picture from the network, at the top."""
# says: slide.py: line 6 uses the network, which isn't possible while being graded.
import urllib.request
import numpy as np

print(urllib.request.urlopen("http://example.com/picture.png"))

def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
