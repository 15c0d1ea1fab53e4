"""Numbers are kept in 16 bits, which hold none above 32,767.

Evidence: int16
"""

import re
from itertools import groupby

import numpy as np


def squeeze(text):
    runs = [(len(list(run)), letter) for letter, run in groupby(text)]
    return "".join((str(length) if length != 1 else "") + letter for length, letter in runs)


def expand(short):
    runs = re.findall(r"(\d*)(\D)", short)
    numbers = np.array([int(digits or 1) for digits, _ in runs]).astype("int16")
    return "".join(letter * int(n) for (_, letter), n in zip(runs, numbers, strict=True))
