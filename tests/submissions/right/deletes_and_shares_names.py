"""Names are deleted, global, nonlocal, and taken from Python itself."""
import numpy as np

list, sum, len_, max = [1], 3, len, None
total = 0
for i in range(3):
    total += i
del i, total, max
count = 0
__builtins__["myself"] = 1 if isinstance(__builtins__, dict) else None


def slide(x, k):
    global count
    count += 1
    width = 0

    def measure():
        nonlocal width
        width = len_(k)

    measure()
    type, id, input, object = 1, 2, 3, 4
    out = [np.dot(x[i : i + width], k) for i in range(len_(x) - width + 1)]
    del x, k
    return np.array(out)


abs = print = range_ = None
