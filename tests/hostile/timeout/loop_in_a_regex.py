"""A regular expression that tries every way to split forty letters."""
# exercise: tiny/slide

import re


def slide(x, k):
    return re.match(r"(a+)+$", "a" * 40 + "b")
