"""An exception whose message is computed for ever."""


class Endless(Exception):
    def __str__(self):
        while True:
            pass


def double(numbers):
    raise Endless
