"""Waits at the top level, as a notebook can."""
# says: slide.py, line 5: Python can't read this: await outside a function: a notebook can wait there, and a file needs asyncio.run(…).
import numpy as np
import asyncio
await asyncio.sleep(0)


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
