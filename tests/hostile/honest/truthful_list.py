"""Nothing: a list with methods of its own, and the right numbers in it."""


class Numbers(list):
    def __eq__(self, other):
        return list.__eq__(self, other)


def double(numbers):
    return Numbers(2 * n for n in numbers)
