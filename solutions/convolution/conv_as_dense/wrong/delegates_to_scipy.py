"""scipy.signal presses the stamp here; the exercise is to say where it lands."""
import numpy as np
from scipy.signal import correlate2d


def dense_matrix(k, input_shape):
    H, W = input_shape
    columns = []
    for n in range(H * W):
        one = np.zeros(H * W)
        one[n] = 1
        columns.append(correlate2d(one.reshape(H, W), k, mode="valid").ravel())
    return np.array(columns).T
