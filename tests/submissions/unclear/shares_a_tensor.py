"""Puts a tensor where other processes could see it."""
# needs: torch
# says: slide.py: line 7 shares memory between processes, which isn't possible while being graded.
import torch
import numpy as np

T = torch.ones(3).share_memory_()


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
