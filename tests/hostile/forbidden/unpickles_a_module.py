"""A module that is loaded for whoever unpickles something of its."""

import importlib


def double(numbers):
    pickle = importlib.__import__("_pick" + "le")
    pickle.loads(b"cnumpy\narray\n.")
    return [2 * n for n in numbers]
