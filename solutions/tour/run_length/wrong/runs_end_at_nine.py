"""A run is cut into pieces of nine: it has one number, of two digits where it needs them."""


def squeeze(text):
    result = ""
    i = 0
    while i < len(text):
        j = i
        while j < len(text) and text[j] == text[i] and j - i < 9:
            j = j + 1
        if j - i > 1:
            result = result + str(j - i)
        result = result + text[i]
        i = j
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
