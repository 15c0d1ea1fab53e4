"""Recursion through C until its stack is used up."""

import sys

sys.setrecursionlimit(10**8)


class Deep:
    def __getattr__(self, name):
        return getattr(self, name + "x")


def double(numbers):
    return Deep().x
