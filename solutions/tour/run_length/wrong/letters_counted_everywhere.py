"""A letter is counted all over the text: only neighbours make a run, and a letter may have several."""


def squeeze(text):
    result = ""
    for letter in dict.fromkeys(text):
        n = text.count(letter)
        result += (str(n) if n > 1 else "") + letter
    return result


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
