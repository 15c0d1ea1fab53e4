"""The answer comes at once; the object left behind never goes."""


class Clinging:
    def __del__(self):
        while True:
            pass


def double(numbers):
    clinging = Clinging()
    return [2 * n for n in numbers]
