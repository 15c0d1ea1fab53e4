"""The digits in front of a letter are added up: 12a is twelve a, not three."""


def squeeze(text):
    result = ""
    i = 0
    while i < len(text):
        j = i
        while j < len(text) and text[j] == text[i]:
            j = j + 1
        if j - i > 1:
            result = result + str(j - i)
        result = result + text[i]
        i = j
    return result


def expand(short):
    text = ""
    n = 0
    for c in short:
        if c.isdigit():
            n = n + int(c)
        else:
            text += (n or 1) * c
            n = 0
    return text
