"""The wire between the grader and a worker: length-prefixed msgpack with a schema.

Knows the messages and how a frame is cut. Knows nothing about exercises, NumPy or processes.
Nothing is ever unpickled: a frame that doesn't fit its schema raises WireError, and the most a
worker can reach with one is to fail its own submission.

    grader → parent    Start, then any number of Warm, Fork and End
    parent → grader    Ready, then Forked and Ended in answer
    worker → grader    Confined | NotLoaded, before it has seen a submission
    grader → worker    Load, then any number of Batch, or of Examples
    worker → grader    Loaded | NotLoaded, then per Batch a CaseDone for each case and a BatchDone;
                       a Busy between two operations of a case that takes a while;
                       an example counts as a case whose one outcome is an ExampleDone
"""

from __future__ import annotations

import struct
from typing import Annotated, Any, Literal, TypeVar

import msgspec

from .msgpack_size import count
from .names import (
    Argument,
    DeviceName,
    Dotted,
    DtypeName,
    Identifier,
    Name,
    Parameter,
    Special,
    kept_as,
)

HEADER = struct.Struct("<I")
MAX_FRAME = 64 * 2**20  # one case's answers; a 64 MiB answer is not what an exercise asks for
# In one message: a byte can become fifty in memory, where it stands for an object of its own.
MAX_VALUES = 10**6
MAX_TEXT = 2_000
SILENT_S = 0.25  # longest that a worker says nothing between two operations
MAX_NAMES = 10_000  # `from numpy import *` brings hundreds, torch more than a thousand


# A kind of worker, and so of check: a GPU played by the CPU where there is none (pretended_gpu.py).
# To code in there, and on the wire, its tensors are on "cuda".
PRETEND = "pretend"
Text = Annotated[str, msgspec.Meta(max_length=MAX_TEXT)]
# What a reader could type, as a default value.
Plain = None | bool | int | float | Text


TOO_LARGE = "its answers are too large to be kept"


class WireError(Exception):
    """A frame that is too long, cut off, or doesn't fit the schema."""


class Array(msgspec.Struct, tag="a", array_like=True, frozen=True):
    """An ndarray: data in C order; strides in bytes where the memory was laid out otherwise."""

    dtype: DtypeName
    shape: tuple[int, ...]
    data: bytes
    strides: tuple[int, ...] | None = None
    writeable: bool = True
    kind: Name = "ndarray"


class TensorData(msgspec.Struct, tag="t", array_like=True, frozen=True):
    """A torch tensor: data in C order, strides in elements where not contiguous."""

    dtype: DtypeName
    shape: tuple[int, ...]
    data: bytes
    strides: tuple[int, ...] | None = None
    device: DeviceName = "cpu"
    requires_grad: bool = False
    kind: Name = "Tensor"


class Scalar(msgspec.Struct, tag="s", array_like=True, frozen=True):
    """A NumPy scalar."""

    dtype: DtypeName
    data: bytes


class Blob(msgspec.Struct, tag="b", array_like=True, frozen=True):
    data: bytes


class BigInt(msgspec.Struct, tag="i", array_like=True, frozen=True):
    """An int that msgpack can't hold."""

    digits: str


class Complex(msgspec.Struct, tag="c", array_like=True, frozen=True):
    real: float
    imag: float


class Seq(msgspec.Struct, tag="l", array_like=True, frozen=True):
    """A list or tuple."""

    kind: Name
    items: list[Value]


class Map(msgspec.Struct, tag="d", array_like=True, frozen=True):
    items: list[tuple[Value, Value]]


class SliceData(msgspec.Struct, tag="sl", array_like=True, frozen=True):
    start: Value
    stop: Value
    step: Value


class CaseData(msgspec.Struct, tag="case", array_like=True, frozen=True):
    """A Case of named arguments; only ever in a recording, and no answer."""

    names: tuple[Identifier, ...]
    items: list[Value]


class RecordData(msgspec.Struct, tag="rec", array_like=True, frozen=True):
    """An object as its class's name and its fields. base: the plain value that it is as well."""

    kind: Literal["enum", "exception", "dataclass", "attrs", "object", "row"]
    name: Name
    fields: list[tuple[Identifier, Value]]
    base: Value = None


class Held(msgspec.Struct, tag="h", array_like=True, frozen=True):
    """Something that stays in the worker; `types` are the qualified names of its classes,
    `methods` (in a faithful answer only) the special methods that its class has."""

    types: tuple[Name, ...]
    methods: tuple[Special, ...] = ()

    def __repr__(self) -> str:
        return kept_as(self.types)


class Ref(msgspec.Struct, tag="r", array_like=True, frozen=True):
    """The held result of an earlier operation of the same case."""

    operation: int

    def __repr__(self) -> str:
        return kept_as(())


Value = (
    None
    | bool
    | int
    | float
    | str
    | Blob
    | Array
    | TensorData
    | Scalar
    | BigInt
    | Complex
    | Seq
    | Map
    | SliceData
    | CaseData
    | RecordData
    | Held
    | Ref
)


class Operation(msgspec.Struct, array_like=True, frozen=True):
    """One thing to do in the worker.

    target: None for the submission's module, a string for a library module, an int for what an
    earlier operation of this case holds. do: "call", "observe" (a call whose facts are wanted too),
    "get", "items", or "alter": change the kept result that the target is, or the argument of its
    call that `name` is the index or keyword of; the answer is the number that is in it now.
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

    line: int
    function: Name


class Returned(msgspec.Struct, tag="ok", array_like=True, frozen=True):
    """A call that came back. Only for "observe", changed, shares: which arguments (index or name)
    were altered in place, or share memory with the result; calls: how often each watched function
    was called; asked: what each function among the arguments was called with. Only when faithful,
    after: what arguments of this case now are, by their number in it, where that is not what the
    grader has."""

    value: Value
    changed: tuple[Argument, ...] = ()
    shares: tuple[Argument, ...] = ()
    calls: dict[Dotted, int] = {}
    after: list[tuple[int, Value]] = []
    asked: list[Value] = []


class Raised(msgspec.Struct, tag="no", array_like=True, frozen=True):
    """A call that raised. bases: builtin exception classes it derives from, nearest first.
    by_torch: torch or the stand-in for a GPU raised it, and no statement of the file's.
    Only when faithful, types: qualified names of all its classes; args: where they can cross;
    after: as in Returned."""

    error: Name
    bases: tuple[Identifier, ...]
    message: Text
    frames: tuple[Frame, ...] = ()
    forbidden: Text | None = None
    types: tuple[Name, ...] = ()
    args: list[Value] | None = None
    after: list[tuple[int, Value]] = []
    by_torch: bool = False


Outcome = Returned | Raised


class Load(msgspec.Struct, tag="load", frozen=True):
    """The submission and what it may use. file is only a name for tracebacks; a program is not run
    before a check asks for it."""

    source: bytes
    file: str
    module: str
    allowed_imports: tuple[str, ...] | None
    forbidden_imports: tuple[str, ...]
    forbidden_calls: tuple[str, ...]
    output_bytes: int
    trusted: bool = False
    program: bool = False


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
    first: Raised | None = None
    line: Count | None = None
    duration_s: Annotated[float, msgspec.Meta(ge=0, le=10**6)] = 0.0
    shown: Shown | None = None


class Confined(msgspec.Struct, tag="confined", frozen=True):
    """The worker is ready for a submission, behind these layers."""

    layers: tuple[str, ...]


class Loaded(msgspec.Struct, tag="loaded", frozen=True):
    """The file ran. signatures: parameter names of its functions; defaults: their default values
    as far as those are plain; repeated: lines of what is defined more than once; coroutines: lines
    of the functions that are `async`; cut: the line of its top level that did not come to its end,
    after which nothing ran; own_s: how long it ran, imports not counted;
    no_gradients: whether it leaves torch without them, for whoever imports it."""

    names: Annotated[tuple[Identifier, ...], msgspec.Meta(max_length=MAX_NAMES)]
    signatures: dict[Identifier, tuple[Parameter, ...]]
    defaults: dict[Identifier, dict[Parameter, Plain]] = {}
    repeated: dict[Identifier, tuple[int, ...]] = {}
    coroutines: dict[Identifier, int] = {}
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
    message: Text
    line: int | None = None
    text: Text | None = None
    column: int | None = None
    frames: tuple[Frame, ...] = ()


class Busy(msgspec.Struct, tag="busy", frozen=True):
    """A case takes a while: one more of its operations is done, and the next one has begun."""


class CaseDone(msgspec.Struct, tag="case_done", frozen=True):
    outcomes: list[msgspec.Raw]


class BatchDone(msgspec.Struct, tag="batch_done", frozen=True):
    printed: str = ""
    dropped: int = 0


class Start(msgspec.Struct, tag="start", frozen=True):
    """What the warm parent imports and watches, before it ever forks."""

    requires: tuple[str, ...]
    watched: tuple[str, ...]
    hidden: tuple[str, ...]
    # Where bytecode is kept that an installation lacks; "" for nowhere.
    bytecode: str = ""
    cuda: bool = False


class Warm(msgspec.Struct, tag="warm", frozen=True):
    """What every worker of this exercise will import sooner or later, so that the parent may do it
    once. It is not answered."""

    modules: tuple[str, ...]


class Ready(msgspec.Struct, tag="ready", frozen=True):
    """The warm parent has imported what it was asked to. unknown: functions that it should watch
    and can't find."""

    versions: dict[str, str]
    missing: tuple[str, ...]
    unknown: tuple[str, ...] = ()


class Fork(msgspec.Struct, tag="fork", frozen=True):
    """One more worker, on the socket that comes along with this message. device: what its tensors
    may be on besides the CPU; PRETEND plays a GPU. libraries: what its file imports."""

    isolation: str
    cpu_s: float
    memory_mib: int
    device: str = "cpu"
    libraries: tuple[str, ...] = ()

    @property
    def cuda(self) -> bool:
        """Whether it may use the GPU."""
        return self.device == "cuda"


class Forked(msgspec.Struct, tag="forked", frozen=True):
    pid: int


class NotForked(msgspec.Struct, tag="not_forked", frozen=True):
    """There is no room on this machine for one more process. why: in the system's words."""

    why: str


class End(msgspec.Struct, tag="end", frozen=True):
    """Kill this worker and whatever it started, and say how it ended."""

    pid: int


class Ended(msgspec.Struct, tag="ended", frozen=True):
    """status: as os.waitpid gives it, of the worker's own end or of the kill. full: it was killed
    for filling its folder. crowded: or for having too many threads."""

    pid: int
    status: int
    full: bool = False
    crowded: bool = False


ToWorker = Load | Batch | Examples
ToParent = Start | Warm | Fork | End
FromParent = Ready | Forked | NotForked | Ended
FromWorker = Confined | Loaded | NotLoaded | Busy | CaseDone | BatchDone

_encoder = msgspec.msgpack.Encoder()
_from_worker = msgspec.msgpack.Decoder(FromWorker)
_to_worker = msgspec.msgpack.Decoder(ToWorker)
_to_parent = msgspec.msgpack.Decoder(ToParent)
_from_parent = msgspec.msgpack.Decoder(FromParent)
_outcome: msgspec.msgpack.Decoder[Any] = msgspec.msgpack.Decoder(Outcome)
_example = msgspec.msgpack.Decoder(ExampleDone)
_operation = msgspec.msgpack.Decoder(Operation)
_value: msgspec.msgpack.Decoder[Any] = msgspec.msgpack.Decoder(Value)

T = TypeVar("T")


def encode(message: Any) -> bytes:
    """A message, value or operation as msgpack, without its frame."""
    return _encoder.encode(message)


def holds_object(value: Value) -> bool:
    """Whether there is something in it that stayed in a worker."""
    match value:
        case Held():
            return True
        case Seq():
            return any(map(holds_object, value.items))
        case Map():
            return any(holds_object(k) or holds_object(v) for k, v in value.items)
        case RecordData():
            return any(holds_object(item) for _, item in value.fields)
    return False


def sendable(text: str) -> str:
    """The text without what UTF-8 can't hold: lone surrogates become question marks."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def frame(payload: bytes) -> bytes:
    """A payload with its length in front."""
    if len(payload) > MAX_FRAME:
        raise WireError(f"a message of {len(payload)} bytes, more than {MAX_FRAME} allowed")
    return HEADER.pack(len(payload)) + payload


def _decoded(decoder: msgspec.msgpack.Decoder[T], payload: bytes | msgspec.Raw) -> T:
    try:
        return decoder.decode(payload)
    # UnicodeDecodeError is a ValueError; deep nesting ends in RecursionError.
    except (msgspec.DecodeError, ValueError, RecursionError, OverflowError, MemoryError) as error:
        raise WireError(f"a message that doesn't fit its schema: {error}") from None


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


def from_worker(payload: bytes) -> FromWorker:
    """What a worker sent, once it is weighed. Raises WireError on anything that is not one of its
    messages."""
    message: FromWorker = _decoded(_from_worker, payload)
    return message


def to_worker(payload: bytes) -> ToWorker:
    message: ToWorker = _decoded(_to_worker, payload)
    return message


def to_parent(payload: bytes) -> ToParent:
    message: ToParent = _decoded(_to_parent, payload)
    return message


def from_parent(payload: bytes) -> FromParent:
    message: FromParent = _decoded(_from_parent, payload)
    return message


def outcome(raw: bytes | msgspec.Raw) -> Outcome:
    """One operation's answer, checked against its schema."""
    decoded: Outcome = _decoded(_outcome, raw)
    return decoded


def example(raw: bytes | msgspec.Raw) -> ExampleDone:
    return _decoded(_example, raw)


def operation(raw: bytes | msgspec.Raw) -> Operation:
    return _decoded(_operation, raw)


def value(raw: bytes | msgspec.Raw) -> Value:
    decoded: Value = _decoded(_value, raw)
    return decoded
