"""A run of one gets a 1 in front of it: its letter alone says that."""


def squeeze(text):
    result = ""
    i = 0
    while i < len(text):
        j = i
        while j < len(text) and text[j] == text[i]:
            j = j + 1
        result = result + str(j - i) + text[i]
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
