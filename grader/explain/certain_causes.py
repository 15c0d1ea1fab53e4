"""Causes that a file, or the way a call ends, shows for certain, whatever the exercise is.

A name that is defined twice, an `async` before a function, other parameters than the exercise
gives, a cache that can't look arrays up: each of these is a fact about the file, and nearer than
any mistake that merely gives the same answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from ..judge.outcomes import Failure, Judged
from ..judge.recording import Recording
from ..model import Exercise, Why
from ..wire.messages import MAX_REPEATED, Loaded, Operation, Raised
from ..wire.names import SHARED_FOLDER
from ..wording.file_tokens import Code
from ..wording.origin import argument_of
from ..wording.plain_words import asks_for_a_gpu, meaning
from ..wording.sentences import sentence
from .program_causes import program_fact

_UNEXPECTED = "got an unexpected keyword argument"
_BY_PLACE = "positional-only arguments passed as keyword arguments"
_MISSING = re.compile(r"missing \d+ required (?:positional|keyword-only) arguments?:")
_TOO_MANY = re.compile(
    r"takes (?:from \d+ to )?\d+ positional arguments? but \d+ (?:was|were) given"
)
_ENDS = ("exit(", "quit(")
# Of those on which a name is defined; how many there are is said as well.
SHOWN_LINES = 5
_UNHASHABLE = re.compile(r"unhashable type: '([\w.]+)'")


def fact(
    judged: Judged, loaded: Loaded, recording: Recording, code: Code, exercise: Exercise
) -> Why | None:
    """What is certain about the function that a failed check calls; None mostly."""
    failures = list(judged.failures.values())
    if (found := program_fact(judged, code)) is not None:
        return found
    calls = [f.call for f in failures if f.call is not None and f.call.target is None]
    name = calls[0].name if calls else None
    if name is None or any(call.name != name for call in calls):
        return None
    if name in loaded.coroutines:
        said = "calling it only prepares it, and none of its lines run. Remove the word async."
        return Why(id="file:async", text=f"{name} is made with async def: {said}")
    if name in loaded.repeated and all(map(_says_nothing, failures)):
        return repeated(name, loaded)
    of_the_call = _of_the_call(failures, name, loaded, recording, code)
    return of_the_call or _of_the_exception(failures, name, code, exercise)


def _of_the_exception(
    failures: Sequence[Failure], name: str, code: Code, exercise: Exercise
) -> Why | None:
    """What all failed calls raise, where that says too little and means one thing."""
    if any(f.raised is None for f in failures):
        return None
    raised = [f.raised for f in failures if f.raised is not None]
    if all(one.error == "SystemExit" for one in raised) and any(map(code.has, _ENDS)):
        instead = "a function gives its answer back with return."
        return Why(id="file:exit", text=f"{name} ends the whole program; {instead}")
    said_of = [f"{one.error}: {one.message}" for one in raised]
    meant = {None if asks_for_a_gpu(one) else meaning(one, exercise) for one in said_of}
    if any(map(_is_of_a_given_path, failures, said_of)):
        return None
    said = meant.pop() if len(meant) == 1 else None
    return Why(id="file:exception", text=sentence(said)) if said else None


def _is_of_a_given_path(failure: Failure, said: str) -> bool:
    """Whether a file is missing where the check itself said that one is."""
    if not said.startswith("FileNotFoundError"):
        return False
    given = (wire for one, _ in failure.steps for wire in (*one.args, *one.kwargs.values()))
    paths = (str(value) for value in map(argument_of, given) if isinstance(value, (str, PurePath)))
    ends = tuple(f"'{path}{end}" for path in paths if path for end in ("'", "/"))
    return any(text in said for text in (f"'{SHARED_FOLDER}/", *ends))


def repeated(name: str, loaded: Loaded) -> Why:
    """That a name is defined more than once."""
    lines = loaded.repeated[name]
    said = f"{name} is defined {_times(lines)}: only the last counts."
    return Why(id="file:repeated", text=said)


def _times(lines: Sequence[int]) -> str:
    """How often something is defined, and where, at first."""
    if len(lines) == 2:
        return f"twice, on lines {_listed(map(str, lines))}"
    least = "at least " if len(lines) >= MAX_REPEATED else ""
    every = [*map(str, lines[:SHOWN_LINES]), *(["…"] if len(lines) > SHOWN_LINES else [])]
    listed = ", ".join(every) if len(lines) > SHOWN_LINES else _listed(every)
    return f"{least}{len(lines)} times, on lines {listed}"


def _says_nothing(failure: Failure) -> bool:
    """Whether a call came back as a stub's does."""
    return failure.is_unwritten or (failure.raised is None and failure.got is None)


def _of_the_call(
    failures: Sequence[Failure], name: str, loaded: Loaded, recording: Recording, code: Code
) -> Why | None:
    """Where no line of the function has run: its parameters, or a cache around it."""
    first = failures[0]
    raised, call = first.raised, first.call
    if call is None or raised is None or raised.error != "TypeError" or raised.frames:
        return None
    if any(f.raised is None or f.raised.frames for f in failures):
        return None
    unhashable = _UNHASHABLE.search(raised.message)
    if unhashable and (code.has("lru_cache") or code.has("cache")):
        return _uncachable(unhashable[1])
    mine = loaded.signatures.get(name)
    theirs = recording.signatures.get(name, ())
    if mine is None or not theirs:
        return None
    said = _parameters(call, raised, name, mine, theirs, recording)
    return Why(id="file:parameters", text=said) if said else None


def _uncachable(kind: str) -> Why:
    things = {"numpy.ndarray": "NumPy arrays", "list": "lists", "Tensor": "tensors"}
    what = things.get(kind, f"values of the type {kind}")
    said = f"A cache finds its answers by the hash of the arguments, and {what} have none"
    return Why(id="file:cache", text=f"{said}: it refuses each such call. Leave the cache out.")


def _parameters(
    call: Operation,
    raised: Raised,
    name: str,
    mine: tuple[str, ...],
    theirs: tuple[str, ...],
    recording: Recording,
) -> str | None:
    message = raised.message
    if mine[:1] == ("self",) and "self" not in theirs:
        return f"{name} asks for self, as a method does: the exercise calls it as a function."
    if _UNEXPECTED in message:
        wanted = [key for key in theirs if key in call.kwargs and key not in mine]
        return _other_names(wanted, mine, theirs) if wanted else None
    if _BY_PLACE in message:
        keys = _listed(f"{key}=" for key in call.kwargs)
        return f"The exercise calls it with {keys}: the / among your parameters forbids the names."
    if _MISSING.search(message):
        missing = re.findall(r"'(\w+)'", message)
        return _without(missing, name, theirs, recording)
    if _TOO_MANY.search(message):
        given = theirs[: len(call.args)]
        if set(given) <= set(mine):
            return (
                f"The exercise gives {_listed(given)} by their places, without names:"
                " the * among your parameters forbids that."
            )
        return f"The exercise gives it {_listed(given)}; {_yours(mine)}."
    return None


def _other_names(wanted: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> str:
    """wanted: what the exercise names and the file doesn't."""
    calls = f"The exercise calls it with {_listed(f'{key}=' for key in wanted)}"
    places = [theirs.index(key) for key in wanted]
    if any(place >= len(mine) or mine[place] in theirs for place in places):
        return f"{calls}; {_yours(mine)}."
    verb = "is" if len(wanted) == 1 else "are"
    return f"{calls}; yours {verb} called {_listed(mine[place] for place in places)}."


def _without(
    missing: Sequence[str], name: str, theirs: Sequence[str], recording: Recording
) -> str | None:
    """missing: what the file asks for and the exercise doesn't always give."""
    defaults = recording.defaults.get(name, {})
    if not missing:
        return None
    if set(missing) <= set(defaults):
        # The values are the wire's plain ones: a default is only kept where a reader can type it.
        given = _listed(f"{key}={defaults[key]!r}" for key in missing)
        verb = "a default" if len(missing) == 1 else "defaults"
        return f"The exercise also calls it without {_listed(missing)}: give {verb}, {given}."
    more = [key for key in missing if key not in theirs]
    if more:
        return f"The exercise gives it {_listed(theirs)}; yours asks for {_listed(more)} as well."
    return None


def _yours(mine: Sequence[str]) -> str:
    return f"yours takes only {_listed(mine)}" if mine else "yours takes nothing"


def _listed(words: Iterable[str]) -> str:
    every = list(words)
    return " and ".join([", ".join(every[:-1]), every[-1]] if len(every) > 1 else every)
