"""The folder that it may write in is filled, with bytes and with files, in every call."""
# exercise: tiny/slide
# limits: call_s=3.0

import numpy as np


def fill():
    try:
        for name in range(2_000):
            open(f"file{name}", "wb").close()
    except OSError:
        pass
    try:
        with open("large", "wb") as file:
            while True:
                file.write(bytes(2**22))
    except OSError:
        pass


fill()
calls = []


def slide(x, k):
    if not calls:
        fill()
    calls.append(1)
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
