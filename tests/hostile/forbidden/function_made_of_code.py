"""An import in a function that was put together, with another's names for globals."""

import math


def double(numbers):
    code = compile("import js" + "on", math.__spec__.origin, "exec")
    type(double)(code, {"__builtins__": print.__self__, "__name__": "math"})()
    return [2 * n for n in numbers]
