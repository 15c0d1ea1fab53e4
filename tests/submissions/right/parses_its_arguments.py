"""Options are read from the command line at the top level: there are none."""
import argparse
import sys

import numpy as np

parser = argparse.ArgumentParser()
parser.add_argument("--size", type=int, default=5)
options = parser.parse_args()
assert len(sys.argv) == 1 and sys.argv[0].endswith("slide.py")


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])

