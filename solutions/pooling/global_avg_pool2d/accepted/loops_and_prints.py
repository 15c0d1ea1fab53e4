"""Plain Python numbers and prints, an array only at the end."""
import numpy as np


def global_avg_pool2d(x):
    out = []
    for image in x.tolist():
        row = []
        for plane in image:
            pixels = [p for line in plane for p in line]
            row.append(sum(pixels) / len(pixels))
        print("image:", row)
        out.append(row)
    return np.array(out)


if __name__ == "__main__":
    print(global_avg_pool2d(np.ones((2, 3, 4, 5))))
