"""An endless loop."""


def double(numbers):
    while True:
        pass
