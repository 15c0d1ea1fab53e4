"""Whole numbers come out as ints, rows as tuples."""


def conv2d_naive(image, kernel):
    def tidy(value):
        return int(value) if value == int(value) else value

    def press(top, left):
        value = 0
        for du, weights in enumerate(kernel):
            for dv, weight in enumerate(weights):
                value += image[top + du][left + dv] * weight
        return tidy(value)

    heights = range(1 + len(image) - len(kernel))
    widths = range(1 + len(image[0]) - len(kernel[0]))
    return tuple(tuple(press(t, l) for l in widths) for t in heights)
