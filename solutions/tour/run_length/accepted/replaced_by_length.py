"""Replaces the longest runs first, then shorter ones; on the way back, one number after the other."""

import re


def squeeze(text):
    for letter in set(text):
        for n in range(len(text), 1, -1):
            text = text.replace(letter * n, f"{n}{letter}")
    return text


def expand(short):
    while found := re.search(r"(\d+)(\D)", short):
        short = short[: found.start()] + int(found[1]) * found[2] + short[found.end() :]
    return short
