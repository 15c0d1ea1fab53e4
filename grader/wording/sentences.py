"""What a student is told when there is more to say than right or wrong: one sentence each."""

from __future__ import annotations

import difflib
import re
import sys
from pathlib import Path

from ..model import Exercise, Isolation, Status
from ..wire.messages import PRETEND, Loaded, NotLoaded
from .file_tokens import Code

# Where kata lies on this machine.
_HERE = str(Path(__file__).parent.parent)
# Of a file's own lines, imports not counted: more is worth a word.
SLOW_S = 2.0
STAND_IN = "Checked on a stand-in for a GPU, which follows its rules."
UNTOLD = "CUDA: could not be told here, where there is no GPU"
NOTHING_TOLD = (
    "Each time it is given a tensor on a GPU, the code asks for what only a real one has: nothing "
    "can be said about its answers."
)
# What torch says to code that asks for a GPU where there is none, in its CPU and its CUDA builds.
NO_GPU_HERE = (
    "Torch not compiled with CUDA enabled",
    "compiled without CUDA support",
    "without ATen_cuda library",
    "not linked with support for cuda devices",
    "arguments from the 'CUDA' backend",
    "Found no NVIDIA driver",
    "No CUDA GPUs are available",
    "Cannot access accelerator device",
    "Tried to instantiate dummy base class",
)

NO_GRADIENTS = (
    "Your file leaves torch recording no gradients, for everybody who imports it.\n"
    "with torch.no_grad(): holds for the lines in it alone; set_grad_enabled(False) holds for good."
)

# By how an exception that says too little begins, what it means here.
_PLAIN = {
    "BdbQuit": "it starts a debugger, and nobody is there to answer it",
    "EOFError: EOF when reading": "it asks for input, and nobody is there to answer",
    r"ImportError: cannot import name '\w+' from '(?P<itself>\w+)' \(.*/(?P=itself)\.py\)": (
        "the file imports from itself"
    ),
    "ImportError: attempted relative import": "the file is handed in alone, without its folder",
}

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


def not_checked(why: str) -> str:
    """The one line about CUDA where no check ran on it."""
    return f"CUDA: not checked, {why}"


def not_loaded(why: NotLoaded, exercise: Exercise) -> tuple[Status, str]:
    """The status and the sentence for a file that could not be used."""
    where = f"{exercise.file}, line {why.line}" if why.line else exercise.file
    if why.reason == "confinement":
        return "grader_error", f"The worker can't be confined here: {why.message}"
    if why.reason == "syntax":
        shown = f"\n    {why.text.strip()}" if why.text and why.text.strip() else ""
        stop = "" if why.message.endswith("?") else "."
        said = f"{why.message}{stop}{python2(why)}{shown}"
        return "error", f"{where}: Python can't read this: {said}"
    if why.reason == "forbidden":
        return "forbidden", f"{exercise.file}: {why.message}."
    if why.reason == "refused":
        return "error", f"{exercise.file}: {why.message}."
    if why.reason == "exit":
        return "error", f"{where}: this ends the file before the function is defined: {why.text}"
    if why.reason == "crashed":
        return "crashed", f"While the file was loaded, its process stopped: {why.message}."
    if why.reason in _NOT_LOADED:
        return _NOT_LOADED[why.reason]
    return (
        "error",
        f"{where}: loading the file raised {why.message}{plain_words(why.message, exercise)}",
    )


def printed(text: str) -> str:
    """What a file printed, with no word of where kata lies: a traceback leads through it."""
    return text.replace(_HERE, "kata")


def loading_notes(loaded: Loaded | NotLoaded) -> tuple[str, ...]:
    """What a student should know of how their file was loaded, although it is graded."""
    if isinstance(loaded, NotLoaded):
        return ()
    slow = (
        f"Your file takes {loaded.own_s:.0f} s of its own to load, before any of its functions is"
        " called."
    )
    notes = [slow] if loaded.own_s >= SLOW_S else []
    if loaded.no_gradients:
        notes.append(NO_GRADIENTS)
    if loaded.cut is not None:
        notes.append(_cut_note(loaded.cut))
    return tuple(notes)


def _cut_note(cut: NotLoaded) -> str:
    what = cut.message.partition("\n")[0][:200].rstrip(".")
    if cut.line is None:
        said = f"Your file did not run to its end: {what}"
    elif cut.reason == "refused":
        said = f"{what[0].upper()}{what[1:]}"
    elif cut.reason == "exit":
        said = f"Line {cut.line} ended the file: {cut.text}"
    elif cut.reason == "check":
        said = f"Your own check on line {cut.line} fails: {cut.text}"
    else:
        said = f"Line {cut.line}, {cut.text}, raised {what}"
    return f"{said}\nWhat was defined before it is what was graded."


def python2(why: NotLoaded) -> str:
    if "Missing parentheses in call to 'print'" in why.message:
        return " That is Python 2; here print is a function."
    return ""


def plain_words(message: str, exercise: Exercise) -> str:
    """A plain word about an exception that says too little: names that only Python 2 had, a GPU
    that is asked for by name, a library that is kept from another one."""
    if asks_for_a_gpu(message):
        return " (the file asks for a GPU by name, and not every machine has one)"
    if (absent := re.search(r"ModuleNotFoundError: No module named '(\w+)", message)) is not None:
        if absent[1] in {name.partition(".")[0] for name in exercise.rules.forbidden_imports}:
            return (
                f" (this exercise is to be done without {absent[1]}, and what you import needs it)"
            )
        return f" ({absent[1]} is not installed here; a file beside yours is not handed in)"
    for begins, said in _PLAIN.items():
        if re.match(begins, message):
            return f" ({said})"
    for old, new in {"xrange": "range", "raw_input": "input", "unicode": "str"}.items():
        if f"name '{old}' is not defined" in message:
            return f" ({old} is Python 2; Python 3 says {new})"
    return ""


def asks_for_a_gpu(message: str) -> bool:
    """Whether this is torch's answer to code that asks for a GPU where there is none."""
    return any(said in message for said in NO_GPU_HERE)


def no_function(name: str, names: tuple[str, ...], source: bytes) -> str:
    """Why a function that is asked for isn't there: it is inside something else, or is called
    otherwise."""
    if not source.strip():
        return "The file is empty."
    inside = Code(source).inside(name)
    if inside is not None:
        kind, owner, line = inside
        where = "a method of the class" if kind == "class" else "defined inside the function"
        return (
            f"{name} is {where} {owner}, line {line}: the exercise calls it as a function of the"
            " file."
        )
    same = next((other for other in names if other.casefold() == name.casefold()), None)
    if same is not None:
        return f"The file has no function {name}. Yours is called {same}: capitals count."
    near = difflib.get_close_matches(name, names, 1, 0.5)
    close = f" There is one called {near[0]}: is it the one?" if near else ""
    return f"The file has no function {name}.{close}"


def passed(device: str) -> str | None:
    """What passing on a stand-in for a GPU does and doesn't mean."""
    return STAND_IN if device == PRETEND else None


def sentence(said: str) -> str:
    """With a capital, unless it begins with a name (dx and its like have no vowel), and a stop."""
    word = said.partition(" ")[0]
    is_name = not set(word) & set("aeiou") or bool(set(word) & set("_(.["))
    begun = said if is_name else f"{said[0].upper()}{said[1:]}"
    return begun if begun.endswith((".", "?")) else f"{begun}."


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
