"""The sign behind the first digit is taken for the letter: in 12a the 2 belongs to the number, which is twelve."""


def squeeze(text):
    result = ""
    i = 0
    while i < len(text):
        j = i
        while j < len(text) and text[j] == text[i]:
            j += 1
        if j - i > 1:
            result += str(j - i)
        result += text[i]
        i = j
    return result


def expand(short):
    text = ""
    i = 0
    while i < len(short):
        if short[i].isdigit():
            text += int(short[i]) * short[i + 1]
            i += 2
        else:
            text += short[i]
            i += 1
    return text
