"""0 is taken for a letter: in 10a and in 102a it is a digit like the others."""

from itertools import groupby


def squeeze(text):
    short = ""
    for letter, run in groupby(text):
        length = sum(1 for _ in run)
        short += letter if length == 1 else f"{length}{letter}"
    return short


def expand(short):
    text, digits = "", ""
    for sign in short:
        if sign in "123456789":
            digits += sign
        else:
            text += sign * int(digits or "1")
            digits = ""
    return text
