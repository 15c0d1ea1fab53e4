"""Which names may cross the wire. A worker makes them fit; the grader refuses what doesn't.

What Python code could write after a dot is checked most: no name that Python, NumPy or torch look
for on an object, all of which begin with two underscores, gets in where a name becomes one of an
object of ours. What is only ever said to people is bounded, and made of signs that names have.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated

import msgspec

MAX_NAME = 200
# What decorators ask of a thing that a test gave: a mock may have been given a name.
CALLED = ("__name__", "__qualname__")
# Of what is told of a thing of a test's; and of such things in one case.
MAX_SHOWN = 2_000
MAX_GIVEN = 1_000
# What an imported test's tmp_path is called on the way; and the folder's own name over there.
SHARED_FOLDER = "tmp_path"

_SAID = r"[\w .,:<>\[\]()'|?*+-]"
_PARAMETER = r"[^\W\d]\w*"
_IDENTIFIER = rf"(?!__){_PARAMETER}"


def _text(pattern: str, most: int = MAX_NAME) -> msgspec.Meta:
    return msgspec.Meta(max_length=most, pattern=rf"^(?:{pattern})\Z")


# Of a class, a function or a kind of value, as it is told.
Name = Annotated[str, _text(f"{_SAID}*")]
# What Python code can write after a dot.
Identifier = Annotated[str, _text(_IDENTIFIER)]
Dotted = Annotated[str, _text(rf"{_IDENTIFIER}(\.{_IDENTIFIER})*")]
Parameter = Annotated[str, _text(_PARAMETER)]
# An argument: its place, or its name.
Argument = Annotated[str, _text(rf"[0-9]{{1,5}}|{_PARAMETER}")]
# Of a NumPy array or a torch tensor; of where the tensor lives.
DtypeName = Annotated[str, _text(r"[<>|=]?[a-zA-Z][a-zA-Z0-9_]*(\[[0-9a-zA-Z]+\])?", 30)]
DeviceName = Annotated[str, _text(r"[a-z]+(:[0-9]+)?", 20)]

# The special methods through which an imported test may use what stays in a worker.
# fmt: off
BINARY = ("add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "divmod", "pow", "lshift",
          "rshift", "and", "xor", "or")
_OTHERS = ("call", "iter", "next", "len", "getitem", "setitem", "delitem", "contains", "reversed",
           "enter", "exit", "hash", "eq", "ne", "lt", "le", "gt", "ge", "bool", "int", "float",
           "index", "complex", "neg", "pos", "abs", "invert", "round", "instancecheck", "trunc",
           "floor", "ceil", "bytes")
# fmt: on
IN_PLACE = frozenset(f"i{name}" for name in BINARY)
SPECIAL = tuple(
    f"__{name}__"
    for name in (*_OTHERS, *BINARY, *(f"{kind}{name}" for kind in "ri" for name in BINARY))
)
Special = Annotated[str, _text("|".join(SPECIAL))]
# What a test's function or object may be asked for; "setattr" of a SimpleNamespace alone.
Questioned = Annotated[str, _text("|".join(("getattr", "setattr", *SPECIAL)))]

_UNSAYABLE = re.compile(rf"(?!{_SAID}).", re.DOTALL)
_IS_NAME = re.compile(rf"{_PARAMETER}\Z")


def short(name: str) -> str:
    """A name as the wire takes it to be told: a class may be called anything, at any length."""
    return _UNSAYABLE.sub("?", name[:MAX_NAME])


def is_name(name: object) -> bool:
    """Whether the wire takes this for the name of a function or of a parameter."""
    return isinstance(name, str) and len(name) <= MAX_NAME and bool(_IS_NAME.match(name))


def kept_as(types: Sequence[str]) -> str:
    """Something that stayed in a worker, among values that are shown: by its class's short name,
    or what was said in place of a value."""
    name = types[0] if types and types[0] else "object"
    return f"<{name if name.startswith(('a ', 'an ')) else name.rpartition('.')[2]}>"
