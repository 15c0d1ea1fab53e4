"""Classes derived from a list or a dict, and objects in a dict."""


class Hand(list):
    def best(self):
        return max(self)
        # wrong: return min(self)
        # wrong: return self[0]

    def played(self):
        return self.pop()
        # wrong: return self[-1]
        # wrong: return self.pop(0)


class Prices(dict):
    def __missing__(self, key):
        return 0
        # wrong: return None
        # wrong: raise LookupError(key)

    def total(self):
        return sum(self.values())
        # wrong: return sum(self)


class Person:
    def __init__(self, name, age):
        self.name = name
        # wrong: self.name = name.upper()
        self.age = age
        # wrong: self.age = age + 1


def by_name(names, ages):
    return {name: Person(name, age) for name, age in zip(names, ages)}
    # wrong: return {name: Person(name, 0) for name, age in zip(names, ages)}
    # wrong: return {age: Person(name, age) for name, age in zip(names, ages)}
