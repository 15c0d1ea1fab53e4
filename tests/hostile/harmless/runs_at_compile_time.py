"""Decorators, defaults and class bodies run while the file is loaded, and may not write either."""


def attack(*_):
    try:
        open("@FOLDER@/compiled", "w")
    except OSError:
        return lambda function: function
    raise SystemExit("it worked")


class Body(metaclass=type("Meta", (type,), {"__prepare__": lambda *a: attack() and {}})):
    attack()


@attack()
def double(numbers, default=attack()):
    return [2 * n for n in numbers]
