"""A class and a generator of windows."""


class Stamp:
    def __init__(self, weights):
        self.weights = [w for row in weights for w in row]
        self.height = len(weights)
        self.width = len(weights[0])

    def windows(self, image):
        for top in range(len(image) - self.height + 1):
            yield [
                [p for row in image[top:top + self.height] for p in row[left:left + self.width]]
                for left in range(len(image[0]) - self.width + 1)
            ]

    def press(self, window):
        total = 0.0
        for pixel, weight in zip(window, self.weights):
            total += float(pixel) * float(weight)
        return total


def conv2d_naive(x, k):
    stamp = Stamp(k)
    return [[stamp.press(window) for window in row] for row in stamp.windows(x)]
