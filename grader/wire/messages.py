"""The wire between the grader and a worker: length-prefixed msgpack with a schema.

Knows the messages and how a frame is cut. Knows nothing about exercises, NumPy or processes.
Nothing is ever unpickled: a frame that doesn't fit its schema raises WireError, and the most a
worker can reach with one is to fail its own submission.

    grader ⇄ parent    parent_messages.py
    worker → grader    Confined | NotLoaded, before it has seen a submission
    grader → worker    Load, then any number of Batch, or of Examples
    worker → grader    Loaded | NotLoaded, then per Batch a CaseDone for each case and a BatchDone;
                       a Busy between two operations of a case that takes a while;
                       an example counts as a case whose one outcome is an ExampleDone
"""

from __future__ import annotations

import binascii
import struct
from collections.abc import Callable
from typing import Annotated, Any

import msgspec

from .data import Value
from .msgpack_size import count
from .names import MAX_GIVEN, Argument, Dotted, Identifier, Name, Parameter, Questioned

HEADER = struct.Struct("<I")
MAX_FRAME = 64 * 2**20  # one case's answers; a 64 MiB answer is not what an exercise asks for
# In one message: a byte can become fifty in memory, where it stands for an object of its own.
MAX_VALUES = 10**6
MAX_TEXT = 2_000
SILENT_S = 0.25  # longest that a worker says nothing between two operations
MAX_NAMES = 10_000  # `from numpy import *` brings hundreds, torch more than a thousand
MAX_PARAMETERS = 1_000  # of one function
MAX_REPEATED = 100  # lines on which one name is defined
MAX_FRAMES = 20  # of one traceback


# A kind of worker, and so of check: a GPU played by the CPU where there is none (pretended_gpu).
# To code in there, and on the wire, its tensors are on "cuda".
PRETEND = "pretend"
Text = Annotated[str, msgspec.Meta(max_length=MAX_TEXT)]
# Its first line has something in it: a sentence is made of that.
Said = Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_TEXT, pattern=r"^\S")]
# Of a source file, which has fewer of them than bytes; Python says 0 or -1 where it knows none.
Line = Annotated[int, msgspec.Meta(ge=-1, le=2**31)]
# What a reader could type, as a default value.
Plain = None | bool | int | float | Text


TOO_LARGE = "its answers are too large to be kept"


# Operations that run the student's code.
CALLS = ("call", "observe")
# Modules whose functions are Python's own: what an imported test does with `len(x)` and `x + 1`.
PYTHONS = ("builtins", "operator")
# What an imported test does around the student's code, and hears of it.
AROUND = ("set", "seed", "heard", "files", "fill", "empty", "move", "change")


class WireError(Exception):
    """A frame that is too long, cut off, or doesn't fit the schema."""


class Operation(msgspec.Struct, array_like=True, frozen=True):
    """One thing to do in the worker.

    target: None for the submission's module, a string for a library module, an int for what an
    earlier operation of this case holds. do: "call", "observe" (a call whose facts are wanted too),
    "get", "items", "caught": whether the exception that the target's operation came to is of the
    file's class of this name; or "alter": change the kept result that the target is, or the
    argument of its call that `name` is the index or keyword of; the answer is the number that is in
    it now.
    "answer": what the student's code waits for, in the middle of the call that the target is: a
    value, or with the name "raise" an exception; kwargs["to"] says which question it answers.
    "set": give a name of a module of Python's (target), or of the file, another value, or its own
    again; "seed" a module's generator; "heard": what was printed meanwhile; "fill" a dictionary
    with other contents, and "empty" it of them; "move" to another folder; "change" what the test
    changed: the target, or arguments of the case by their numbers in it (args[0]), to what they
    are now (args[1]), in place where args[2] says that there is what was there. "own", "call own":
    an attribute or method as the nearest class of Python's own has it, whatever the object's does.
    keep: hold the result even if it could cross. faithful: what an imported test asks. Nothing is
    made plainer than it is (a generator stays one, a namedtuple is held), and arguments that were
    changed are sent back.
    """

    do: str
    target: int | str | None
    name: str | None
    args: list[Value] = []
    kwargs: dict[str, Value] = {}
    keep: bool = False
    faithful: bool = False

    @property
    def is_program(self) -> bool:
        """Whether the file itself is run, as a program."""
        return self.target == "kata" and self.name == "run"


class Frame(msgspec.Struct, array_like=True, frozen=True):
    """One line of the student's own traceback."""

    line: Line
    function: Name


Frames = Annotated[tuple[Frame, ...], msgspec.Meta(max_length=MAX_FRAMES)]


def result_number(number: int) -> int:
    """Of an operation, for what it returned, where arguments have numbers; and back."""
    return -1 - number


class Returned(msgspec.Struct, tag="ok", array_like=True, frozen=True):
    """A call that came back. Only for "observe", changed, shares: which arguments (index or name)
    were altered in place, or share memory with the result; calls: how often each watched function
    was called; asked: what each function among the arguments was called with. Only when faithful,
    after: what arguments of this case now are, by their number in it, where that is not what the
    grader has; and results, by result_number()."""

    value: Value
    changed: tuple[Argument, ...] = ()
    shares: tuple[Argument, ...] = ()
    calls: dict[Dotted, int] = {}
    after: list[tuple[int, Value]] = []
    asked: list[Value] = []


class Interlinked(Returned, tag="one", array_like=True, frozen=True):
    """One that came back with an object in several places: pairs of these, see one_object.py."""

    same: list[tuple[tuple[int, ...], tuple[int, ...]]] = []


class Raised(msgspec.Struct, tag="no", array_like=True, frozen=True):
    """A call that raised. bases: builtin exception classes it derives from, nearest first.
    by_torch: torch or the stand-in for a GPU raised it, and no statement of the file's.
    Only when faithful, types: qualified names of all its classes; args: where they can cross;
    after: as in Returned."""

    error: Name
    bases: tuple[Identifier, ...]
    message: Text
    frames: Frames = ()
    forbidden: Text | None = None
    types: tuple[Name, ...] = ()
    args: list[Value] | None = None
    after: list[tuple[int, Value]] = []
    by_torch: bool = False


class Question(msgspec.Struct, array_like=True, frozen=True):
    """What the student's code asks of something that a test gave it. name: a special method, or
    "getattr" with the attribute's name as its one argument. What can't cross stays under the number
    of the operation that asks, as one tuple of all arguments, those by keyword last."""

    of: Annotated[int, msgspec.Meta(ge=0, lt=MAX_GIVEN)]
    name: Questioned
    args: list[Value] = []
    kwargs: dict[Identifier, Value] = {}


class Asks(Raised, tag="asks", array_like=True, frozen=True, kw_only=True):
    """An operation that isn't over: the student's code asks, and waits for an "answer" operation.
    Whoever knows of no such thing sees an operation that raised."""

    question: Question


class Stated(Raised, tag="stated", array_like=True, frozen=True):
    """A MemoryError that a raise statement of the file's raised, and no memory ran out."""


Outcome = Returned | Interlinked | Raised | Asks | Stated


class Load(msgspec.Struct, tag="load", frozen=True):
    """The submission and what it may use. file is only a name for tracebacks; a program is not run
    before a check asks for it. provided: the exercise's own modules beside it, by file name.
    objects: the classes whose objects stay where they were made, iterators too; of a trusted file,
    each of them."""

    source: bytes
    file: str
    module: str
    allowed_imports: tuple[str, ...] | None
    forbidden_imports: tuple[str, ...]
    forbidden_calls: tuple[str, ...]
    output_bytes: int
    trusted: bool = False
    program: bool = False
    provided: dict[str, bytes] = {}
    objects: tuple[str, ...] = ()


class Batch(msgspec.Struct, tag="batch", frozen=True):
    """Cases of operations, each answered by one CaseDone, in order.

    resume: the first case goes on where the last one stopped, with what it holds.
    """

    cases: list[list[Operation]]
    resume: bool = False


class RawBatch(msgspec.Struct, tag="batch", frozen=True):
    """A Batch whose operations are already encoded."""

    cases: list[list[msgspec.Raw]]
    resume: bool = False


class Examples(msgspec.Struct, tag="examples", frozen=True):
    """A file of plain pytest tests. names: those to run, in order; file: a name for tracebacks."""

    source: bytes
    file: str
    names: tuple[str, ...]


class Shown(msgspec.Struct, array_like=True, frozen=True):
    """What a failed example asked and got. called: as lines of Python; relation, said, values: as
    in a claim (claims.py); flipped: the student's side is the right one; got_text, want_text: in
    place of values that can't cross; text: what should have been true;
    raised: got_text is an exception."""

    called: Text
    relation: Text
    flipped: bool = False
    sides: int = 0
    got: Value = None
    got_text: Text = ""
    want: Value = None
    want_text: Text = ""
    text: Text = ""
    values: Text = ""
    said: Text = ""
    raised: bool = False


Count = Annotated[int, msgspec.Meta(ge=0, le=10**6)]


class ExampleDone(msgspec.Struct, tag="example_done", frozen=True):
    """How one example went. ran: its cases, more than one where it is parametrized; first: the
    first failure, or why it was skipped, with the line of the examples it came out of; shown: what
    it asked and got, where that can be read. Nothing
    ran and something was raised: the file of examples itself could not be loaded."""

    ran: Count
    failed: Count = 0
    skipped: Count = 0
    first: Raised | Stated | None = None
    line: Count | None = None
    duration_s: Annotated[float, msgspec.Meta(ge=0, le=10**6)] = 0.0
    shown: Shown | None = None


class Confined(msgspec.Struct, tag="confined", frozen=True):
    """The worker is ready for a submission."""


_NAMES = msgspec.Meta(max_length=MAX_NAMES)
Parameters = Annotated[tuple[Parameter, ...], msgspec.Meta(max_length=MAX_PARAMETERS)]
Repeated = Annotated[tuple[Line, ...], msgspec.Meta(min_length=2, max_length=MAX_REPEATED)]


class Loaded(msgspec.Struct, tag="loaded", frozen=True):
    """The file ran. signatures: parameter names of its functions; defaults: their default values
    as far as those are plain; repeated: lines of what is defined more than once, the first
    MAX_REPEATED; coroutines: lines of the functions that are `async`; cut: the line of its top
    level that did not come to its end, after which nothing ran; own_s: how long it ran, imports
    not counted; no_gradients: whether it leaves torch without them, for whoever imports it."""

    names: Annotated[tuple[Identifier, ...], _NAMES]
    signatures: Annotated[dict[Identifier, Parameters], _NAMES]
    defaults: Annotated[dict[Identifier, dict[Parameter, Plain]], _NAMES] = {}
    repeated: Annotated[dict[Identifier, Repeated], _NAMES] = {}
    coroutines: Annotated[dict[Identifier, Line], _NAMES] = {}
    cut: NotLoaded | None = None
    own_s: Annotated[float, msgspec.Meta(ge=0, le=10**6)] = 0.0
    no_gradients: bool = False


# Why a worker may say that a file can't be used. exit: it ended itself; check: an assert of its
# own failed; refused: it tried what the sandbox keeps it from.
REASONS = frozenset({"syntax", "forbidden", "refused", "raised", "exit", "check", "out_of_memory"})


class NotLoaded(msgspec.Struct, tag="not_loaded", frozen=True):
    """The file could not be used. reason: one of REASONS; "confinement", in place of Confined;
    or on our side, how the worker ended."""

    reason: Text
    message: Said
    line: Line | None = None
    text: Text | None = None
    frames: Frames = ()


class Busy(msgspec.Struct, tag="busy", frozen=True):
    """A case takes a while: one more of its operations is done, and the next one has begun."""


class CaseDone(msgspec.Struct, tag="case_done", frozen=True):
    """spent: a program that ran left something in this process, so that the next case needs
    another; of this batch no more is answered."""

    outcomes: list[msgspec.Raw]
    spent: bool = False


class BatchDone(msgspec.Struct, tag="batch_done", frozen=True):
    printed: str = ""
    dropped: int = 0


ToWorker = Load | Batch | Examples
FromWorker = Confined | Loaded | NotLoaded | Busy | CaseDone | BatchDone

_encoder = msgspec.msgpack.Encoder()


def encode(message: Any) -> bytes:
    """A message, value or operation as msgpack, without its frame."""
    return _encoder.encode(message)


def digest(question: Question) -> int:
    """What an answer must be to, in short: a recorded one is none to another question."""
    return binascii.crc32(encode(question))


def sendable(text: str) -> str:
    """The text without what UTF-8 can't hold: lone surrogates become question marks."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def frame(payload: bytes) -> bytes:
    """A payload with its length in front."""
    if len(payload) > MAX_FRAME:
        raise WireError(f"a message of {len(payload)} bytes, more than {MAX_FRAME} allowed")
    return HEADER.pack(len(payload)) + payload


def weigh(payload: bytes, most: int = MAX_VALUES) -> int:
    """How many values there are in what a worker sent, to be asked before there is an object for
    each; 0 for a message that is short. Raises WireError on more than `most`."""
    # Every value takes a byte at least: only a long message has to be counted.
    if len(payload) <= MAX_VALUES:
        return 0
    seen = count(payload, min(most, MAX_VALUES))
    if seen > min(most, MAX_VALUES):
        raise WireError(TOO_LARGE)
    return seen


def reader(kind: Any) -> Callable[[bytes | msgspec.Raw], Any]:
    """What decodes messages of this kind. Raises WireError on anything that is none."""
    decoder = msgspec.msgpack.Decoder(kind)

    def read(payload: bytes | msgspec.Raw) -> Any:
        try:
            return decoder.decode(payload)
        # UnicodeDecodeError is a ValueError; deep nesting ends in RecursionError.
        except (msgspec.DecodeError, ValueError, RecursionError, OverflowError, MemoryError) as why:
            raise WireError(f"a message that doesn't fit its schema: {why}") from None

    return read


from_worker: Callable[[bytes], FromWorker] = reader(FromWorker)  # to be weighed first
to_worker: Callable[[bytes], ToWorker] = reader(ToWorker)
outcome: Callable[[bytes | msgspec.Raw], Outcome] = reader(Outcome)
example: Callable[[bytes | msgspec.Raw], ExampleDone] = reader(ExampleDone)
operation: Callable[[bytes | msgspec.Raw], Operation] = reader(Operation)
value: Callable[[bytes | msgspec.Raw], Value] = reader(Value)
