"""Has torch compile functions, for whole graphs and without: they run as they are written."""
# needs: torch
import numpy as np
import torch


@torch.compile
def dot(x, k):
    return (x * k).sum()


@torch.compile(fullgraph=True, dynamic=True, mode="reduce-overhead")
def compiled(x, k):
    return dot(x, k)


assert compiled(torch.ones(2), torch.ones(2)) == 2
layer = torch.compile(torch.nn.Linear(1, 1))
assert layer(torch.ones(1)).shape == (1,)


def slide(x, k):
    np.dot(k, k)
    x, k = torch.tensor(x.copy()), torch.tensor(k.copy())
    return np.array([compiled(x[i : i + len(k)], k).item() for i in range(len(x) - len(k) + 1)], dtype=x.numpy().dtype)
