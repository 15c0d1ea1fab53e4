"""A run of two is written out, since its number makes nothing shorter: only a run of one is its letter alone."""

from itertools import groupby


def squeeze(text):
    short = ""
    for letter, run in groupby(text):
        length = len(list(run))
        short += letter * length if length < 3 else f"{length}{letter}"
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
