"""An empty text has no first letter: looking at it raises an IndexError, where the answer is an empty text.

Evidence: text[0]
"""


def squeeze(text):
    result = ""
    last, count = text[0], 0
    for c in text:
        if c == last:
            count += 1
        else:
            result += (str(count) if count > 1 else "") + last
            last, count = c, 1
    return result + (str(count) if count > 1 else "") + last


def expand(short):
    text, number = "", ""
    for c in short:
        if c in "0123456789":
            number = number + c
        elif number == "":
            text = text + c
        else:
            text = text + c * int(number)
            number = ""
    return text
