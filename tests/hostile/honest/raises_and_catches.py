"""Nothing: exceptions, SystemExit among them, that are caught where they are raised."""


def double(numbers):
    for kind in (ValueError, SystemExit, KeyboardInterrupt, GeneratorExit):
        try:
            raise kind("on the way")
        except kind:
            pass
    return [2 * n for n in numbers]
