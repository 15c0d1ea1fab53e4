"""Recursion without end."""


def double(numbers):
    return double(numbers)
