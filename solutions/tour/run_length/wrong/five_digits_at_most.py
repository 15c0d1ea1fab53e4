"""A number has five digits at most: 123456z is a 1 and 23456z."""

import re


def squeeze(text):
    return re.sub(r"(.)\1+", lambda run: f"{len(run[0])}{run[1]}", text)


def expand(short):
    return re.sub(r"(\d{1,5})(\D)", lambda part: int(part[1]) * part[2], short)
