"""Functions made with lambda, sobel_y a transposed view of its own new array."""
import numpy as np

sobel_x = lambda: np.array([-1, 0, 1, -2, 0, 2, -1, 0, 1], dtype="d").reshape(3, 3)
sobel_y = lambda: sobel_x().T
box_blur = lambda: np.mean(np.ones((9, 3, 3)), axis=0) / 9
sharpen = lambda: np.where(np.arange(9).reshape(3, 3) == 4, 2.0, 0.0) - box_blur()
