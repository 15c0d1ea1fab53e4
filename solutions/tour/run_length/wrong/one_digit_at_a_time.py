"""Only the last digit in front of a letter counts: 12a is twelve a, not two."""


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
    n = 1
    for c in short:
        if c.isdigit():
            n = int(c)
        else:
            text += n * c
            n = 1
    return text
