"""A number goes on counting for the letters behind its own: it belongs to one letter only."""


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
    digits = ""
    fresh = True
    for c in short:
        if c.isdigit():
            digits = c if fresh else digits + c
            fresh = False
        else:
            text += int(digits or 1) * c
            fresh = True
    return text
