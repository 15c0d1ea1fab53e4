"""Asks torch for more threads, which on a busy machine would only wait for each other."""
# needs: torch
import re

import numpy as np
import torch

torch.set_num_threads(4)
assert torch.get_num_threads() == 4
a = torch.ones(400, 400)
assert (a @ a).exp_().shape == a.shape
assert re.search(r"Threads:\s+1\n", open("/proc/self/status").read())
try:
    torch.set_num_threads(0)
except RuntimeError:
    told = True
assert told


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
