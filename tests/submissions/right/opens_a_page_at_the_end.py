"""A file of results is written, and a web page is opened, after the function."""
import csv
import webbrowser

import numpy as np

def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])


with open("results.csv", "w", newline="") as file:
    csv.writer(file).writerows([[1, 2], [3, 4]])
webbrowser.open("http://localhost:8888")
