"""Letters without a number in front of them are lost on the way back: they come once."""

import re


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
    for n, letter in re.findall(r"(\d+)([a-zA-Z])", short):
        text += int(n) * letter
    return text
