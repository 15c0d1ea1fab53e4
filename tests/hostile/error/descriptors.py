"""Files are opened until there are no descriptors left."""

import os

kept = []


def double(numbers):
    while True:
        kept.append(os.dup(1))
