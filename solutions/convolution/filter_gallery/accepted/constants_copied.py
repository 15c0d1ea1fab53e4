"""Constants at the top, a copy for each caller; prints and a main guard."""
import numpy as np

GALLERY = {
    "sobel_x": [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]],
    "sobel_y": [[-1, -2, -1], [0, 0, 0], [1, 2, 1]],
    "box_blur": [[1 / 9] * 3] * 3,
    "sharpen": [[-1 / 9, -1 / 9, -1 / 9], [-1 / 9, 17 / 9, -1 / 9], [-1 / 9, -1 / 9, -1 / 9]],
}
GALLERY = {name: np.array(stamp, float) for name, stamp in GALLERY.items()}


def hang(name):
    print("hanging", name)
    return GALLERY[name].copy()


def sobel_x():
    return hang("sobel_x")


def sobel_y():
    return hang("sobel_y")


def box_blur():
    return hang("box_blur")


def sharpen():
    return hang("sharpen")


if __name__ == "__main__":
    for name in GALLERY:
        print(hang(name))
