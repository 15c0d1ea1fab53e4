"""Numbers go through a table of pandas."""
# needs: pandas
import numpy as np
import pandas as pd


def slide(x, k):
    table = pd.DataFrame({"x": x})
    x = table["x"].to_numpy()
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
