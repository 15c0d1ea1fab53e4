"""Programs that read and print, functions that ask, files, and coroutines, as checks use them.

    assert run(student, stdin="3\\n4\\n").stdout == "7\\n"
    assert printed(student.greet, "Ada") == "Hello, Ada\\n"
    assert talk(student.ask_age, answers=["36"]).value == 36

A file that is a program says so in its exercise.toml: `rules.program = true`; it is then run when a
check asks for it, and not before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .proxy import Function, Handle, Library, Module

Files = Mapping[str, "str | bytes"]


def run(
    student: Module,
    *,
    stdin: str = "",
    args: Sequence[str] = (),
    files: Files | None = None,
    prompts: bool = True,
) -> Any:
    """Runs the file as a program, in a folder of its own that holds `files`.

    Returns stdout, stderr, code (the exit status), error (the exception that ended it, as text, or
    None) and files (those that are new or changed, by name; None for one of yours that is gone;
    what libraries keep in .cache is left out). prompts: whether what `input()` asks with counts as
    output.
    """
    ran = Library(student._channel, "kata").run
    return ran(stdin, list(args), dict(files or {}), prompts)


def talk(
    function: Function | Handle,
    *args: Any,
    answers: Sequence[str] = (),
    files: Files | None = None,
    prompts: bool = True,
    **kwargs: Any,
) -> Any:
    """A call whose questions are answered, line by line.

    Returns value, printed and files. One question more than there are answers raises EOFError in
    the student's code, as at the end of a real input.
    """
    asked = Library(function._channel, "kata").talk
    owner, name = _owner(function)
    return asked(owner, name, list(args), kwargs, list(answers), dict(files or {}), prompts)


def printed(function: Function | Handle, *args: Any, **kwargs: Any) -> str:
    """What a call prints."""
    text: str = talk(function, *args, **kwargs).printed
    return text


def awaited(function: Function | Handle, *args: Any, **kwargs: Any) -> Any:
    """The value of a coroutine function's call, awaited over there; of an async generator, the
    list of its items, of which 10,001 at most are looked at."""
    asked = Library(function._channel, "kata").awaited
    return asked(*_owner(function), list(args), kwargs)


def _owner(function: Function | Handle) -> tuple[Handle | None, str | None]:
    """The object that is called, or whose method is; None: the file's own function."""
    target = function._target
    owner = Handle(function._channel, target, ()) if isinstance(target, int) else None
    return owner, function._name if isinstance(function, Function) else None
