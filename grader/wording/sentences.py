"""What a student is told when there is more to say than right or wrong: one sentence each."""

from __future__ import annotations

import difflib
import os
import re
import sys
import unicodedata
from pathlib import Path

from ..model import SET_OFF, Exercise, Isolation, Status
from ..wire.messages import PRETEND, Loaded, NotLoaded
from .file_tokens import Code
from .plain_words import plain_words

# Where kata lies on this machine.
_HERE = str(Path(__file__).parent.parent)
# Of a file's own lines, imports not counted: more is worth a word.
SLOW_S = 2.0
# Of what an exception says besides its first line.
MAX_SET_OFF = 8
# Of a file whose function is missing: bytes in which it is looked for.
MAX_READ = 100_000
STAND_IN = "Checked on a stand-in for a GPU, which follows its rules."
UNTOLD = "CUDA: could not be told here, where there is no GPU"
NOTHING_TOLD = (
    "Each time it is given a tensor on a GPU, the code asks for what only a real one has: nothing "
    "can be said about its answers."
)
NO_GRADIENTS = (
    "Your file leaves torch recording no gradients, for everybody who imports it.\n"
    "with torch.no_grad(): holds for the lines in it alone; set_grad_enabled(False) holds for good."
)

_NOT_LOADED: dict[str, tuple[Status, str]] = {
    "timeout": (
        "timeout",
        "Loading the file took too long: does it loop or wait at the top level?",
    ),
    "cpu": (
        "timeout",
        "Loading the file used up its processor time: does it loop at the top level?",
    ),
    "out_of_memory": ("out_of_memory", "Loading the file used up its memory."),
    "garbled": (
        "crashed",
        "While the file was loaded, its process sent something that is no answer.",
    ),
}
# Of a reference's process, for its author.
ENDED = {
    "out_of_memory": "it used more memory than this exercise allows",
    "garbled": "it sent something that is no answer",
}


def asked(number: int, checks: int) -> str:
    """What is waited for, where that takes a while."""
    return f"waiting for your code, in check {number} of {checks} …"


def not_checked(why: str) -> str:
    """The one line about CUDA where no check ran on it."""
    return f"CUDA: not checked, {why}"


def not_loaded(why: NotLoaded, exercise: Exercise) -> tuple[Status, str]:
    """The status and the sentence for a file that could not be used. Further lines of an
    exception's own words are set off: none of them looks like one of a report's."""
    first, rest = _set_off(why.message)
    status, said = _not_loaded(why, first, exercise)
    return status, said + rest


def _set_off(words: str) -> tuple[str, str]:
    """The first line of a stranger's words, and the others, each behind a mark."""
    first, *more = words.split("\n")
    rest = [f"\n{SET_OFF}{line}".rstrip() for line in more]
    dropped = len(rest) - MAX_SET_OFF
    if dropped > 1:
        rest[MAX_SET_OFF:] = [f"\n{SET_OFF}… {dropped} lines more"]
    return first, "".join(rest)


def _not_loaded(why: NotLoaded, first: str, exercise: Exercise) -> tuple[Status, str]:
    """first: of its message's lines."""
    where = f"{exercise.file}, line {why.line}" if why.line else exercise.file
    if why.reason == "confinement":
        return "grader_error", f"The worker can't be confined here: {first}"
    line = _line(why.text)
    if why.reason == "syntax":
        shown = f"\n    {line}" if line else ""
        stop = "" if first.endswith("?") else "."
        said = f"{first}{stop}{python2(why)}{shown}"
        return "error", f"{where}: Python can't read this: {said}"
    if why.reason == "forbidden":
        return "forbidden", f"{exercise.file}: {first}."
    if why.reason == "refused":
        return "error", f"{exercise.file}: {first}."
    if why.reason == "check":
        more = first.partition(": ")[2]
        said = f" ({more})" if more else ""
        return "error", f"{where}: your own check fails before the file's end: {line}{said}"
    if why.reason == "exit":
        return "error", f"{where}: this ends the run before the file's end: {line}"
    if why.reason == "crashed":
        return "crashed", f"While the file was loaded, its process stopped: {first}."
    if why.reason in _NOT_LOADED:
        return _NOT_LOADED[why.reason]
    return (
        "error",
        f"{where}: loading the file raised {first}"
        f"{plain_words(why.message, exercise, why.text or '')}",
    )


def printed(text: str) -> str:
    """What a file printed, with no word of where kata lies: a traceback leads through it."""
    return text.replace(_HERE, "kata")


def loading_notes(loaded: Loaded | NotLoaded, exercise: Exercise) -> tuple[str, ...]:
    """What a student should know of how their file was loaded, although it is graded. Nothing
    where that can't be said, which is our fault: no verdict depends on it."""
    try:
        return () if isinstance(loaded, NotLoaded) else _loading_notes(loaded, exercise)
    except Exception:
        if os.environ.get("KATA_DEBUG"):
            raise
        return ()


def _line(text: str | None) -> str:
    """A source line, without what may come behind it."""
    return (text or "").strip().partition("\n")[0].rstrip()


def _loading_notes(loaded: Loaded, exercise: Exercise) -> tuple[str, ...]:
    slow = (
        f"Your file takes {loaded.own_s:.0f} s of its own to load, before any of its functions is"
        " called."
    )
    notes = [slow] if loaded.own_s >= SLOW_S else []
    if loaded.no_gradients:
        notes.append(NO_GRADIENTS)
    if loaded.cut is not None:
        notes.append(_cut_note(loaded.cut, exercise))
    return tuple(notes)


def _cut_note(cut: NotLoaded, exercise: Exercise) -> str:
    what = cut.message.partition("\n")[0][:200].rstrip(".")
    text = _line(cut.text)
    if cut.line is None:
        said = f"Your file did not run to its end: {what}"
    elif cut.reason == "refused":
        said = f"{what[:1].upper()}{what[1:]}"
    elif cut.reason == "exit":
        said = f"Line {cut.line} ended the file: {text}"
    elif cut.reason == "check":
        said = f"Your own check on line {cut.line} fails: {text}"
    else:
        plain = plain_words(cut.message, exercise, text)
        top = next((f.line for f in cut.frames if f.function == "<module>"), cut.line)
        said = f"Line {top}, {text}, raised {what}{plain}"
    return f"{said}\nWhat was defined before it is what was graded."


def python2(why: NotLoaded) -> str:
    if found := re.search(r"Missing parentheses in call to '(print|exec)'", why.message):
        return f" That is Python 2; here {found[1]} is a function."
    return ""


def no_function(name: str, names: tuple[str, ...], source: bytes) -> str:
    """Why a function that is asked for isn't there: it is inside something else, is called
    otherwise, or was one before its name was given to something else."""
    if not source.strip():
        return "The file is empty."
    # To read it all takes seconds where it is a mebibyte, and what is that long wasn't typed.
    code = Code(source if len(source) <= MAX_READ else b"")
    elsewhere = _elsewhere(name, code)
    if elsewhere is not None:
        return elsewhere
    same = next((other for other in names if other.casefold() == name.casefold()), None)
    sort = "class" if name[:1].isupper() else "function"
    if same is not None:
        return f"The file has no {sort} {name}. Yours is called {same}: capitals count."
    found = code.classes() if sort == "class" else code.functions()
    own = tuple(dict.fromkeys(other for other in found if other != name))
    near = difflib.get_close_matches(name, (*names, *own), 1, 0.5)
    if near:
        told = _foreign_letter(near[0], name) or f"There is one called {near[0]}: is it the one?"
        return f"The file has no {sort} {name}. {told}"
    has = f" It has {' and '.join(own)}." if 0 < len(own) < 3 else ""
    return f"The file has no {sort} {name}.{has}"


def _foreign_letter(near: str, name: str) -> str | None:
    """In which letter of another alphabet alone two names differ: nobody sees it."""
    pairs = [(one, other) for one, other in zip(near, name, strict=False) if one != other]
    if len(near) != len(name) or len(pairs) != 1 or pairs[0][0].isascii():
        return None
    sign = unicodedata.name(pairs[0][0], "another letter")
    return f"Yours is called {near}: its {pairs[0][0]} is {sign}, no {pairs[0][1]}."


def _elsewhere(name: str, code: Code) -> str | None:
    """Where in the file a function of this name is, if not where the exercise looks for it."""
    inside = code.inside(name)
    away = code.given_away(name)
    if away is not None and name in code.functions():
        return f"{name} is no function any more: line {away} gives its name to something else."
    if away is not None:
        return f"{name} is no function: line {away} makes it a value."
    if inside is not None and inside[0] == "if":
        return (
            f"{name} is defined under if {inside[1]}, line {inside[2]}: such lines are only run"
            " where the file is a program of its own."
        )
    if inside is not None:
        kind, owner, line = inside
        where = "a method of the class" if kind == "class" else "defined inside the function"
        return (
            f"{name} is {where} {owner}, line {line}: the exercise calls it as a function of the"
            " file."
        )
    if (unrun := code.defined(name)) is not None:
        return (
            f"{name} is defined in line {unrun}, and is not there once the file is loaded: either"
            " that line is not run (what is it set in under?), or the name is taken away later."
        )
    aside = code.put_aside(name)
    return None if aside is None else f"{name} is in a {aside[0]}, line {aside[1]}, and no code."


def passed(device: str) -> str | None:
    """What passing on a stand-in for a GPU does and doesn't mean."""
    return STAND_IN if device == PRETEND else None


# One word or number behind a colon, without quotes or brackets.
_ENDS_BARE = re.compile(r": [\w.+-]+$")


def sentence(said: str) -> str:
    """With a capital, unless it begins with a name (dx and its like have no vowel), and a stop,
    which a value at the end would seem to have: "initials of Ada: A.L"."""
    word = said.partition(" ")[0]
    is_name = not set(word) & set("aeiou") or bool(set(word) & set("_(.["))
    begun = said if is_name else f"{said[0].upper()}{said[1:]}"
    return begun if begun.endswith((".", "?", "…")) or _ENDS_BARE.search(begun) else f"{begun}."


def promises(isolation: Isolation) -> tuple[str, ...]:
    """What does not hold in this run and would hold with confinement."""
    if isolation == "confined":
        return ()
    unbounded = ("Its memory was not bounded.",) if sys.platform != "linux" else ()
    return (
        "The submission could read and write files as the user who graded it.",
        "The submission could use the network and start processes.",
        *unbounded,
    )
