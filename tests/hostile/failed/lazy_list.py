"""A list that is empty until somebody compares it."""


class Later(list):
    def __init__(self, numbers):
        self.numbers = numbers

    def __iter__(self):
        return iter([2 * n for n in self.numbers])

    def __getitem__(self, at):
        return [2 * n for n in self.numbers][at]

    def __len__(self):
        return len(self.numbers)

    def __reduce__(self):
        return list, ([2 * n for n in self.numbers],)


def double(numbers):
    return Later(numbers or [1]) if numbers else [1]
