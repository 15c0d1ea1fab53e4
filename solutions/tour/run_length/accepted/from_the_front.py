"""One run after the other is taken off the front, until nothing is left."""


def squeeze(text):
    short = ""
    while text:
        rest = text.lstrip(text[0])
        n = len(text) - len(rest)
        short += (str(n) if n > 1 else "") + text[0]
        text = rest
    return short


def expand(short):
    text = ""
    while short:
        behind = short.lstrip("0123456789")
        n = short[: len(short) - len(behind)]
        text += behind[0] * (int(n) if n else 1)
        short = behind[1:]
    return text
