"""A progress bar runs in every call, on the error stream."""
# needs: tqdm
import numpy as np
from tqdm import tqdm, trange


def slide(x, k):
    out = []
    for i in trange(len(x) - len(k) + 1, desc="windows"):
        out.append(np.dot(x[i : i + len(k)], k))
    for _ in tqdm(out, leave=False):
        pass
    return np.array(out)
