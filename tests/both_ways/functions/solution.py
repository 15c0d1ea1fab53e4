"""Functions given and returned, recursion, exceptions, chance."""

import math
import random


def applied(function, items):
    return [function(item) for item in items]
    # wrong: return [function(item) for item in items[1:]]
    # wrong: return [function(function(item)) for item in items]
    # wrong: return list(items)
    # wrong: return map(function, items)


def folded(function, items, start=0):
    for item in items:
        start = function(start, item)
        # wrong: start = function(item, start)
        # wrong: start = function(start, start)
    return start
    # wrong: return start or None


def by_length(words):
    return sorted(words, key=len)
    # wrong: return sorted(words)
    # wrong: return sorted(words, key=len, reverse=True)
    # wrong: return words.sort(key=len)


def adder(n):
    return lambda m: n + m
    # wrong: return lambda m: n - m
    # wrong: return lambda m, k=0: str(n + m)
    # wrong: return n
    # wrong: return lambda: n


def counter():
    n = 0
    # wrong: n = 1

    def count():
        nonlocal n
        n += 1
        # wrong: n += 2
        return n
        # wrong: return n - 1
        # wrong: return [n]

    return count


def twice(function):
    def inner(*args, **kwargs):
        return function(*args, **kwargs), function(*args, **kwargs)
        # wrong: return [function(*args, **kwargs)] * 2
        # wrong: return function(*args, **kwargs)

    return inner


def factorial(n):
    if n < 0:
        raise ValueError("n must not be negative")
        # wrong: return None
        # wrong: raise ValueError("negative")
        # wrong: raise ArithmeticError("n must not be negative")
    return 1 if n == 0 else n * factorial(n - 1)
    # wrong: return 1 if n <= 1 else n + factorial(n - 1)
    # wrong: return n * factorial(n - 1)
    # wrong: return math.gamma(n + 1)


def described(*args, sep=", ", **named):
    return sep.join([*map(str, args), *(f"{k}={v}" for k, v in sorted(named.items()))])
    # wrong: return ", ".join([*map(str, args), *(f"{k}={v}" for k, v in sorted(named.items()))])
    # wrong: return sep.join([*map(str, args), *(f"{k}={v}" for k, v in named.items())])
    # wrong: return sep.join(map(str, args))
    # wrong: return sep.join([*map(repr, args), *(f"{k}={v}" for k, v in sorted(named.items()))])


def parsed(text):
    try:
        return int(text)
        # wrong: return float(text)
    except ValueError as error:
        raise LookupError(f"no number: {text!r}") from error
        # wrong: raise LookupError(text) from error
        # wrong: raise KeyError(f"no number: {text!r}") from error
        # wrong: return None


def shuffled(items, seed):
    items = list(items)
    random.Random(seed).shuffle(items)
    # wrong: random.Random(seed + 1).shuffle(items)
    # wrong: random.Random(seed).shuffle(items); items.pop()
    # wrong: items.sort()
    return items


def drawn(rng):
    return rng.randint(1, 6)
    # wrong: return rng.randint(1, 6) + 6
    # wrong: return rng.random()
    # wrong: return 4


def cases(word):
    return word.upper(), word.lower(), word.title()
    # wrong: return word.upper(), word.lower(), word.capitalize()
    # wrong: return word.lower(), word.upper(), word.title()


def lookup(table, key, default=None):
    return table.get(key, default)
    # wrong: return table[key]
    # wrong: return table.get(key) or default
    # wrong: return table.get(key)


def found(table, key):
    return table[key]
    # wrong: return table.get(key)
    # wrong: return table[str(key)]
    # wrong: return table[f"{key}!"]


def deepest(tree):
    return 1 + max(map(deepest, tree), default=0) if isinstance(tree, list) else 0
    # wrong: return 1 + deepest(tree[0]) if isinstance(tree, list) else 0
    # wrong: return 1 + sum(map(deepest, tree)) if isinstance(tree, list) else 0
    # wrong: return len(tree)


LIMIT = 10
# wrong: LIMIT = "10"
# wrong: LIMIT = 11
