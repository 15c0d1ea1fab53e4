"""Whether what was passed once is still what an exercise asks: a new version may ask for more.

What a pass was graded by is kept as one fingerprint of the checks and what they depend on.
Comments, docstrings and blank lines are no part of it: a check that is worded otherwise asks for
the same.
"""

from __future__ import annotations

import hashlib
import io
import tokenize

from ..errors import KataError
from ..model import Exercise, GradedWith
from ..sets import set_files
from .progress import Standing

# What is said of one that was passed so.
AGAIN = "passed with an earlier version; kata check it again"
_UNSAID = {tokenize.ENCODING, tokenize.COMMENT, tokenize.NL, tokenize.ENDMARKER}
_BLOCKS = {tokenize.INDENT: "\n>", tokenize.DEDENT: "\n<", tokenize.NEWLINE: "\n"}


def graded_by(exercise: Exercise, with_: GradedWith) -> str | None:
    """The fingerprint of what grades an exercise now; None where that isn't on this machine, or
    can't be read."""
    try:
        return _fingerprint(exercise, with_)
    except (OSError, KataError):
        return None


def _fingerprint(exercise: Exercise, with_: GradedWith) -> str | None:
    checks = set_files.checks_file(exercise)
    if with_ == "examples":
        files = {"examples": set_files.examples(exercise).encode()}
    elif checks is not None:
        beside = set_files.beside_checks(exercise)
        files = {p.name: p.read_bytes() for p in beside if p.suffix != ".toml"}
    else:
        return None
    total = hashlib.sha256(repr(exercise.rules).encode())
    for name, content in sorted((files | set_files.provided_bytes(exercise)).items()):
        total.update(name.encode() + b"\0" + _meaning(content) + b"\0")
    return total.hexdigest()


def is_questioned(exercise: Exercise, standing: Standing) -> bool:
    """Whether it was passed, but by other checks than those that are there now. Where that can't
    be known, another version may have had others."""
    if not standing.passed:
        return False
    now = graded_by(exercise, "examples" if standing.examples_only else "checks")
    if now is None or standing.graded_by is None:
        return standing.version != exercise.set_version
    return now != standing.graded_by


def _meaning(content: bytes) -> bytes:
    """A Python file without what makes no difference to what it does; any other as it is."""
    try:
        tokens = list(tokenize.tokenize(io.BytesIO(content).readline))
    except (tokenize.TokenError, SyntaxError, UnicodeDecodeError):
        return content
    said: list[str] = []
    begins = True
    for token in tokens:
        if token.type in _UNSAID:
            continue
        if token.type in _BLOCKS:
            begins = True
            said.append(_BLOCKS[token.type])
        # A string that begins a line of code is a docstring, or does nothing.
        elif not (begins and token.type == tokenize.STRING):
            begins = False
            said.append(token.string + " ")
    return "".join(said).encode()
