"""What a file's functions take is told as a reader would: through what decorators made of them."""

from __future__ import annotations

from types import SimpleNamespace

from grader.process import facts

DECORATED = """
import functools

def timed(function):
    @functools.wraps(function)
    def inner(*args, **kwargs):
        return function(*args, **kwargs)
    return inner

@timed
@functools.lru_cache
def area(height, width=2):
    return height * width

@functools.cache
def side(area):
    return area ** 0.5

def round_and_round(x):
    return x

round_and_round.__wrapped__ = round_and_round

@timed
class Made:
    pass
"""


def made(source: str) -> SimpleNamespace:
    module: dict[str, object] = {}
    exec(source, module)
    return SimpleNamespace(**module)


def test_a_decorated_function_takes_what_was_written():
    module = made(DECORATED)
    # What wraps a class is a function without a function in it.
    found = facts.signatures(module)
    assert {n: found[n] for n in ("area", "side")} == {
        "area": ("height", "width"),
        "side": ("area",),
    }
    assert found.keys() == {"timed", "area", "side"}
    assert facts.defaults(module)["area"] == {"width": 2}
