"""An import where none is allowed."""

import types


def double(numbers):
    return [[types.NoneType]]
