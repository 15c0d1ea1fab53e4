"""Nothing: a hundred megabytes that are given back."""


def double(numbers):
    page = bytearray(100 * 2**20)
    del page
    return [2 * n for n in numbers]
