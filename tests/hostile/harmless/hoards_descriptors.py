"""Every descriptor is taken before the first call."""

import os

while True:
    try:
        os.dup(1)
    except OSError:
        break

def double(numbers):
    return [2 * n for n in numbers]
