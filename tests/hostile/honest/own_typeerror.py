"""Nothing: a TypeError of its own, which is one."""


class NoNumbers(TypeError):
    def __init__(self, what, why):
        super().__init__(f"{what}: {why}")


def double(numbers):
    if numbers is None:
        raise NoNumbers("None", "not a list")
    return [2 * n for n in numbers]
