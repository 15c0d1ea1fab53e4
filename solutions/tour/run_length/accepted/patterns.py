"""Regular expressions find the runs, and the numbers with their letters."""

import re


def squeeze(text):
    return re.sub(r"(.)\1+", lambda run: str(len(run[0])) + run[1], text)


def expand(short):
    return re.sub(r"(\d+)(.)", lambda run: run[2] * int(run[1]), short)
