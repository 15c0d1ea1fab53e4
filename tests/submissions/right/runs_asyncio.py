"""Windows are worked out by coroutines and by threads that a loop waits for."""
import asyncio

import numpy as np


async def window(x, k, i):
    await asyncio.sleep(0)
    return await asyncio.to_thread(np.dot, x[i : i + len(k)], k)


async def all_of_them(x, k):
    return await asyncio.gather(*(window(x, k, i) for i in range(len(x) - len(k) + 1)))


print(asyncio.run(all_of_them(np.ones(3), np.ones(1))))


def slide(x, k):
    np.dot(k, k)
    return np.array(asyncio.run(all_of_them(x, k)))
