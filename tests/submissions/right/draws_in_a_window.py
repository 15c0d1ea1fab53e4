"""Says in which kind of window matplotlib draws; the pictures are drawn all the same."""
# needs: matplotlib
import matplotlib

matplotlib.use("TkAgg")
import matplotlib.pyplot as plt
import numpy as np

plt.switch_backend("QtAgg")
plt.plot([1, 2])
plt.show()
plt.savefig("rows.png")
matplotlib.use("svg")
assert matplotlib.get_backend().lower() == "svg"


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
