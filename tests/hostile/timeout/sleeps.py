"""A loop that uses no processor time."""

import time


def double(numbers):
    while True:
        time.sleep(0.05)
