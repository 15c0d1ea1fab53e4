"""Plain Python numbers and a print, an array only at the end."""
import numpy as np


def avg_pool2d(x, kernel_size, stride=None, padding=0, count_include_pad=True):
    if stride is None:
        stride = kernel_size
    B, C, H, W = np.shape(x)
    print(f"averaging {B} images")
    result = []
    for image in x.tolist():
        planes = []
        for plane in image:
            rows = []
            for top in range(-padding, H + padding - kernel_size + 1, stride):
                row = []
                for left in range(-padding, W + padding - kernel_size + 1, stride):
                    seen = [
                        plane[r][c]
                        for r in range(top, top + kernel_size)
                        for c in range(left, left + kernel_size)
                        if 0 <= r < H and 0 <= c < W
                    ]
                    row.append(sum(seen) / (kernel_size * kernel_size if count_include_pad else len(seen)))
                rows.append(row)
            planes.append(rows)
        result.append(planes)
    return np.array(result)


if __name__ == "__main__":
    print(avg_pool2d(np.ones((1, 1, 4, 4)), 2, padding=1))
