"""Five runs are found, and a longer text is cut off behind them."""

import re


def squeeze(text):
    runs = list(re.finditer(r"(.)\1*", text))[:5]
    return "".join((str(len(run[0])) if len(run[0]) > 1 else "") + run[1] for run in runs)


def expand(short):
    runs = re.findall(r"(\d*)(\D)", short)[:5]
    return "".join(letter * int(number or 1) for number, letter in runs)
