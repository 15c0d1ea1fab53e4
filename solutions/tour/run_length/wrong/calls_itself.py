"""The functions call themselves for each run: none of these calls is done before the last, and after about a thousand Python allows no more.

Evidence: squeeze expand
"""


def squeeze(text):
    if not text:
        return ""
    rest = text.lstrip(text[0])
    n = len(text) - len(rest)
    return (str(n) if n > 1 else "") + text[0] + squeeze(rest)


def expand(short):
    if not short:
        return ""
    behind = short.lstrip("0123456789")
    n = short[: len(short) - len(behind)]
    return behind[0] * (int(n) if n else 1) + expand(behind[1:])
