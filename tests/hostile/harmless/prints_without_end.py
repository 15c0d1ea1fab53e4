"""A gigabyte is printed, in C and in Python."""

import os
import sys

for _ in range(100):
    print("x" * 10_000_000)
    os.write(1, b"x" * 1_000_000)
    os.write(2, b"x" * 1_000_000)
sys.stdout.write("\x1b[2J\u202e")

def double(numbers):
    return [2 * n for n in numbers]
