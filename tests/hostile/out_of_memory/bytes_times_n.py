"""A string that doubles until nothing is left."""


def double(numbers):
    text = "x"
    while True:
        text += text
