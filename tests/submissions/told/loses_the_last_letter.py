"""squeeze loses its last letter; expand is right."""

import re


def squeeze(text):
    return re.sub(r"(.)\1+", lambda m: f"{len(m.group())}{m[1]}", text)[:-1]


def expand(short):
    return re.sub(r"(\d+)(.)", lambda m: int(m[1]) * m[2], short)
