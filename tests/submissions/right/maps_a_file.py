"""Numbers lie in a file that is mapped into memory; the answer is one such array."""
import mmap

import numpy as np

mapped = np.memmap("numbers", dtype=float, mode="w+", shape=(8,))
with open("other", "w+b") as file:
    file.write(bytes(4096))
    file.flush()
    pages = mmap.mmap(file.fileno(), 0)
pages[0] = 1


def slide(x, k):
    n = len(x) - len(k) + 1
    out = np.memmap("answer", dtype=np.result_type(x, k), mode="w+", shape=(n,))
    for i in range(n):
        out[i] = np.dot(x[i : i + len(k)], k)
    out.flush()
    return np.array(out)
