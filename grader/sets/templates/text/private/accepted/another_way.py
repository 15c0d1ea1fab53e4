"""capitalize makes the rest of a word small."""

import re


def NAME(text):
    return " ".join(word.capitalize() for word in re.findall(r"\S+", text))
