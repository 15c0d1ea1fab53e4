"""Lengths are kept in 16 bits, which hold none above 32,767.

Evidence: int16
"""

import numpy as np


def squeeze(text):
    letters = np.array(list(text))
    ends = np.flatnonzero(letters[1:] != letters[:-1])
    lengths = np.diff([-1, *ends, len(text) - 1]).astype("int16") if text else []
    short, place = "", 0
    for length in lengths:
        short += (str(length) if length != 1 else "") + text[place]
        place += int(length)
    return short


def expand(short):
    text, digits = "", ""
    for sign in short:
        if sign.isdigit():
            digits += sign
        else:
            text += sign * int(digits or 1)
            digits = ""
    return text
