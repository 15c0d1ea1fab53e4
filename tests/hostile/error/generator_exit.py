"""GeneratorExit, which is no Exception."""


def double(numbers):
    raise GeneratorExit
