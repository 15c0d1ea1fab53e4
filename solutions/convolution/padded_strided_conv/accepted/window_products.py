"""Two loops and one product per window; out of habit everything is printed."""
from typing import Optional

import numpy as np
import numpy.typing as npt


def conv2d(image: npt.NDArray, kernel: npt.NDArray, stride: int = 1, padding: Optional[int] = 0) -> npt.NDArray:
    image, kernel = np.asarray(image, dtype=np.float64), np.asarray(kernel, dtype=np.float64)
    print("image", image.shape, "kernel", kernel.shape)
    if padding:
        image = np.pad(image, ((padding, padding), (padding, padding)), mode="constant", constant_values=0)
    h, w = image.shape
    m, n = kernel.shape
    result = np.empty(((h - m) // stride + 1, (w - n) // stride + 1))
    for row in range(0, h - m + 1, stride):
        for col in range(0, w - n + 1, stride):
            result[row // stride, col // stride] = (image[row:row + m, col:col + n] * kernel).sum()
    print("result", result.shape)
    return result


if __name__ == "__main__":
    img = np.arange(25.0).reshape(5, 5)
    print(conv2d(img, np.ones((3, 3)), stride=2, padding=1))
