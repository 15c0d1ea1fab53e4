"""Follows the first and the last pixel seen through a class of its own."""
class Interval:
    def __init__(self, first, last):
        self.first, self.last = first, last

    def below(self, kernel, stride, dilation=1):
        return Interval(self.first * stride, self.last * stride + dilation * (kernel - 1))

    def __len__(self):
        return self.last - self.first + 1


def receptive_field(layers):
    seen = Interval(0, 0)
    for layer in list(layers)[::-1]:
        seen = seen.below(*layer)
    return seen.last - seen.first + 1
