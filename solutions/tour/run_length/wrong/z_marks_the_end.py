"""A letter is put behind the text to mark its end, and the text may end in that letter, too."""


def squeeze(text):
    short, last, length = "", "z", 0
    for letter in text + "z":
        if letter == last:
            length += 1
            continue
        if length:
            short += (str(length) if length > 1 else "") + last
        last, length = letter, 1
    return short


def expand(short):
    text, digits = "", ""
    for sign in short:
        if sign.isdigit():
            digits += sign
        else:
            text += sign * int(digits or 1)
            digits = ""
    return text
