"""Sets a theme for pictures that it never draws."""
# needs: seaborn
import numpy as np
import seaborn as sns

sns.set_theme()


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
