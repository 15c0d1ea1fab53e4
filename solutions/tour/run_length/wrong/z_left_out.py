"""The alphabet ends before z: runs of z and Z are left as they are."""

import re


def squeeze(text):
    return re.sub(r"([A-Ya-y])\1+", lambda run: f"{len(run[0])}{run[1]}", text)


def expand(short):
    text, digits = "", ""
    for sign in short:
        if sign.isdigit():
            digits += sign
        else:
            text += sign * int(digits or 1)
            digits = ""
    return text
