"""Walks along the row, press by press, as a class."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Axis:
    length: int
    kernel: int
    stride: int = 1

    def __post_init__(self):
        if self.kernel > self.length or self.stride < 1 or self.kernel < 0:
            raise ValueError("impossible axis", self)

    @property
    def presses(self):
        position, count = 0, 0
        while position + self.kernel <= self.length:
            count += 1
            position += self.stride
        return count


def output_size(n, k, stride=1, padding=0):
    if padding < 0 or n < 0:
        raise ValueError("negative")
    return Axis(n + 2 * padding, k, stride).presses


def same_padding(k):
    if not k & 1:
        raise ValueError("even")
    return k >> 1


def layers_until_empty(n, k):
    if k < 2:
        raise ValueError("k < 2")
    count = 0
    try:
        while n > 0:
            n = Axis(n, k).presses
            count += 1
    except ValueError:
        pass
    return count
