"""Lines are set in by tabs, with form feeds between the functions."""
import numpy as np


def slide(x, k):
	return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])


def other():
	if True:
		return 1
