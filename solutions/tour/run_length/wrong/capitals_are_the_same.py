"""A and a are taken for the same letter: they are two, and each has runs of its own."""

from itertools import groupby


def squeeze(text):
    result = ""
    for _, run in groupby(text, key=str.lower):
        run = list(run)
        result += (str(len(run)) if len(run) > 1 else "") + run[0]
    return result


def expand(short):
    text, number = "", ""
    for c in short:
        if c in "0123456789":
            number = number + c
        elif number == "":
            text = text + c
        else:
            text = text + c * int(number)
            number = ""
    return text
