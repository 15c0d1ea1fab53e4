"""An import in a module that may import what it likes, under the name of its file."""

import os


def double(numbers):
    exec(compile("import js" + "on", os.__file__, "exec"), vars(os))
    return [2 * n for n in numbers]
