"""Nothing: ten megabytes that are given back."""


def double(numbers):
    page = bytearray(10 * 2**20)
    del page
    return [2 * n for n in numbers]
