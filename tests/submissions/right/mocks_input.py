"""Puts an input() of its own in place of Python's, for good and for a while."""
import builtins
from unittest import mock

import numpy as np

builtins.input = lambda *_: "3"
n = int(input("How many? "))
with mock.patch("builtins.input", side_effect=["4", "5"]):
    assert (input(), input()) == ("4", "5")
with mock.patch("builtins.print") as shown:
    print("seen by nobody")
shown.assert_called_once_with("seen by nobody")
builtins.greeting = "hello"
assert greeting == "hello" and input() == "3"
del builtins.greeting
assert "greeting" not in dir(builtins)


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
