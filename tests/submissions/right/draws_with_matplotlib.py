"""Draws what it computes, with a library that keeps a list of fonts."""
# needs: matplotlib
import io

import matplotlib.pyplot as plt
import numpy as np

plt.plot([1, 2, 3])
plt.title("αβγ and plain words")
plt.savefig("picture.png")
plt.show()


def slide(x, k):
    y = np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
    if len(x) == 3:
        figure, axes = plt.subplots()
        axes.stem(y)
        figure.savefig(io.BytesIO())
        plt.close(figure)
    return y
