"""Pictures of scikit-image are looked at on the way."""
# says: slide.py, line 5: loading the file raised ModuleNotFoundError: No module named 'scipy' (this exercise is to be done without scipy, and what you import needs it)
# needs: skimage
import numpy as np
from skimage import data, io


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])


picture = data.camera()
io.imsave("camera.png", picture)
assert io.imread("camera.png").shape == picture.shape
