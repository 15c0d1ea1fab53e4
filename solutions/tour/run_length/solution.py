"""groupby finds the runs; on the way back, digits wait for their letter."""

from itertools import groupby


def squeeze(text):
    runs = [(letter, len(list(run))) for letter, run in groupby(text)]
    return "".join(letter if length == 1 else f"{length}{letter}" for letter, length in runs)


def expand(short):
    text, digits = "", ""
    for sign in short:
        if sign.isdigit():
            digits += sign
        else:
            text += sign * int(digits or 1)
            digits = ""
    return text
