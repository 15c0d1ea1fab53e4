"""One page of zeros per output pixel; prints as it goes."""
import numpy as np


def dense_matrix(k: np.ndarray, input_shape: tuple) -> np.ndarray:
    rows = []
    for top in range(input_shape[0] - k.shape[0] + 1):
        for left in range(input_shape[1] - k.shape[1] + 1):
            page = np.zeros(input_shape)
            page[top:top + k.shape[0], left:left + k.shape[1]] = k
            print(page)
            rows.append(page.flatten())
    return np.array(rows)


if __name__ == "__main__":
    print(dense_matrix(np.arange(4).reshape(2, 2), (3, 3)))
