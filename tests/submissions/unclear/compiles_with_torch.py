"""Has torch compile a function, which takes a compiler of C++."""
# needs: torch
# says: slide.py: line 13 starts a compiler, which isn't possible while being graded.
import numpy as np
import torch


@torch.compile
def dot(x, k):
    return (x * k).sum()


dot(torch.ones(2), torch.ones(2))


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
