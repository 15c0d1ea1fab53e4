"""What a failed assertion claimed, read off its traceback: two sides and what should hold of them.

Of plain asserts and of calls of an assertion the sides are what operands.py kept; of what should
have raised, what the context manager of pytest's or unittest's knows. Which side is the student's
is not known here: whoever asked their code says which value is one of its answers.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from traceback import walk_tb
from types import FrameType
from typing import Any

from . import operands as keeping
from .bindings import made_of_theirs
from .operands import UNSEEN
from .spoken import as_plain, is_plain, spoken

MAX_TEXT = 160
_BREAK = re.compile(r"\s*\n\s*")
MAX_SAID = 600  # of what its author says of it
# What should have held: by the operator's node, and what holds where it doesn't.
_OPERATORS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
    ast.Is: "is", ast.IsNot: "is not", ast.In: "in", ast.NotIn: "not in",
}  # fmt: skip
_OPPOSITE = {
    "==": "!=", "<": ">=", ">": "<=", "is": "is not", "in": "not in", "≈": "not ≈",
    "isinstance": "not isinstance", "true": "false", "matches": "not matches",
}  # fmt: skip
_OPPOSITE |= {other: one for one, other in _OPPOSITE.items()}
# Of the calls that assert: the relation, and what their parameters are called.
_TWO: dict[str, str] = {
    "assertEqual": "== first second", "assertNotEqual": "!= first second",
    "assertIs": "is expr1 expr2", "assertIsNot": "is-not expr1 expr2",
    "assertIn": "in member container", "assertNotIn": "not-in member container",
    "assertIsInstance": "isinstance obj cls", "assertNotIsInstance": "not-isinstance obj cls",
    "assertAlmostEqual": "≈ first second", "assertNotAlmostEqual": "not-≈ first second",
    "assertGreater": "> a b", "assertGreaterEqual": ">= a b",
    "assertLess": "< a b", "assertLessEqual": "<= a b",
    "assertRegex": "matches text expected_regex",
    "assertNotRegex": "not-matches text unexpected_regex",
    "assertCountEqual": "items first second", "assertMultiLineEqual": "== first second",
    "assertSequenceEqual": "== seq1 seq2", "assertListEqual": "== list1 list2",
    "assertTupleEqual": "== tuple1 tuple2", "assertSetEqual": "== set1 set2",
    "assertDictEqual": "== d1 d2", "assert_equal": "== actual desired",
    "assert_array_equal": "== actual desired", "assert_string_equal": "== actual desired",
    "assert_almost_equal": "≈ actual desired", "assert_approx_equal": "≈ actual desired",
    "assert_array_almost_equal": "≈ actual desired", "assert_allclose": "≈ actual desired",
    "assert_array_almost_equal_nulp": "≈ x y", "assert_array_max_ulp": "≈ a b",
    "assert_array_less": "< x y", "assert_frame_equal": "== left right",
    "assert_series_equal": "== left right", "assert_index_equal": "== left right",
    "assert_close": "≈ actual expected",
}  # fmt: skip
_ONE = {
    "assertTrue": "true expr", "assertFalse": "false expr", "assert_": "true val",
    "assertIsNone": "is obj", "assertIsNotNone": "is-not obj",
}  # fmt: skip
# Functions that say whether two values are the same.
_SAME = {"allclose": "≈", "isclose": "≈", "array_equal": "==", "array_equiv": "==", "equal": "=="}


@dataclass(frozen=True, slots=True)
class Part:
    """One side of a claim. fixed: it is a literal; asked: whether evaluating it, rather than a part
    of it, asked the student's code; inner: its parts' values, the outermost first; words: what to
    say in place of the value; node: it, as the author wrote it; theirs: whether the student's code
    worked it out, or a part of it."""

    text: str
    value: Any
    fixed: bool = False
    asked: bool = False
    inner: tuple[Any, ...] = ()
    words: str = ""
    node: ast.expr | None = None
    theirs: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """relation: an operator, "≈", "isinstance", "matches", "items" (the same in any order),
    "true", "raises", "holds" (only the text says what) or "unusable" (it could not be worked out),
    some with "not " before them. said: the author's own message; librarys: that of NumPy's, pandas'
    or torch's assertion; has_none: a name in it, of what
    can't be worked out, has None."""

    relation: str
    text: str = ""
    sides: tuple[Part, ...] = ()
    said: str = ""
    librarys: str = ""
    errors: tuple[str, ...] = ()
    pattern: str = ""
    has_none: bool = False


@dataclass(frozen=True, slots=True)
class Hearing:
    """is_module: whether a value is the student's module; is_theirs: whether it is something that
    can be asked: a function or an object of the student's; is_object: whether it is the latter;
    is_reference: whether a module is the reference."""

    is_module: Callable[[Any], bool]
    is_theirs: Callable[[Any], bool]
    is_object: Callable[[Any], bool]
    is_reference: Callable[[Any], bool]


def claim_of(error: BaseException, hearing: Hearing) -> Claim | None:
    """What the assertion that an error came out of claimed; None where that can't be read."""
    place = place_of(error)
    if place is None:
        return None
    frame, line, beyond = place
    if raises := _raises(beyond):
        return raises
    site = keeping.site_at(frame.f_code.co_filename, line)
    if site is None:
        return None
    reader = _Reader(frame.f_locals, hearing, _theirs(site, frame, hearing))
    failed = isinstance(error, AssertionError)
    if site.is_statement and not (failed and not beyond):
        return reader.unusable(site.claim)
    if site.is_statement:
        claim = reader.claim(site.claim)
        return replace(claim, said=_cut_said(str(error))) if site.said is not None else claim
    if not failed or not isinstance(site.claim, ast.Call):
        return None
    called = reader.called(site.claim)
    is_librarys = keeping.called_name(site.claim).startswith("assert_")
    return replace(called, librarys=str(error)) if called and is_librarys else called


def _theirs(site: keeping.Site, frame: FrameType, hearing: Hearing) -> set[str]:
    """Names that hold answers: their values are none that the test gave."""
    known = {**frame.f_globals, **frame.f_locals}

    def is_asked(name: str) -> bool:
        value = known.get(name)
        module = hearing.is_module(value) and not hearing.is_reference(value)
        return module or hearing.is_theirs(value)

    return made_of_theirs(site.function, is_asked)


def place_of(error: BaseException) -> tuple[FrameType, int, list[FrameType]] | None:
    """The innermost frame in a file of assertions, its line, and the frames inside of it."""
    frames = list(walk_tb(error.__traceback__))
    known = [n for n, (frame, _) in enumerate(frames) if _is_authors(frame)]
    if not known:
        return None
    frame, line = frames[known[-1]]
    return frame, line, [later for later, _ in frames[known[-1] + 1 :]]


def _is_authors(frame: FrameType) -> bool:
    # A comprehension has a frame of its own, and nothing is kept in it.
    return keeping.is_known(frame.f_code.co_filename) and not frame.f_code.co_name.startswith("<")


def _raises(beyond: list[FrameType]) -> Claim | None:
    """What `pytest.raises` or `assertRaises` waited for in vain."""
    for frame in beyond:
        context = frame.f_locals.get("self")
        if frame.f_code.co_name != "__exit__" or context is None:
            continue
        kinds = getattr(context, "expected_exceptions", None) or getattr(context, "expected", ())
        kinds = kinds if isinstance(kinds, tuple) else (kinds,)
        pattern = getattr(context, "match", None) or getattr(context, "expected_regex", None)
        pattern = getattr(pattern, "pattern", pattern)
        names = tuple(kind.__name__ for kind in kinds if isinstance(kind, type))
        if names:
            return Claim("raises", errors=names, pattern=str(pattern or ""))
    return None


class _Reader:
    """Reads one assertion with the values that its frame kept."""

    def __init__(self, values: dict[str, Any], hearing: Hearing, theirs: set[str]) -> None:
        """theirs: names that hold answers."""
        self._values = values
        self._theirs = theirs
        self._hearing = hearing

    def claim(self, node: ast.expr) -> Claim:
        """What an expression claims by being true."""
        match node:
            case ast.UnaryOp(op=ast.Not()):
                return self._denied(node.operand, self.claim(node.operand))
            case ast.BoolOp(op=ast.And()):
                # The last that was evaluated is the one that is false.
                return self.claim([v for v in node.values if self._was_seen(v)][-1])
            case ast.Compare():
                return self._compared(node)
            case ast.Call() if keeping.is_all(node):
                looked_at = node.args[0].elt  # type: ignore[attr-defined]  # is_all says so
                if self._was_seen(looked_at):
                    return self.claim(looked_at)
            case ast.Call():
                return self._call(node) or self._truth(node)
            case ast.BoolOp():
                return Claim("holds", self.text(node), tuple(self.part(v) for v in node.values))
        return self._truth(node)

    def unusable(self, node: ast.expr) -> Claim:
        """What could not be worked out."""
        names = (n for n in ast.walk(node) if isinstance(n, ast.Name))
        has_none = any(self._value(name) is None for name in names)
        return Claim("unusable", self.text(node), (self.part(node),), has_none=has_none)

    def called(self, call: ast.Call) -> Claim | None:
        """What a call of an assertion claims."""
        name = keeping.called_name(call)
        said = self._said(call, 2 if name in _TWO else 1)
        if name in _ONE:
            relation, *names = _ONE[name].split()
            given = self._given(call, names)
            if len(given) == 1 and relation in ("true", "false"):
                claim = self.claim(given[0])
                claim = claim if relation == "true" else self._denied(given[0], claim)
                return replace(claim, said=said)
            none = Part("None", None, fixed=True)
            sides: tuple[Part, ...] = (self.part(given[0]), none) if given else ()
        elif name in _TWO:
            relation, *names = _TWO[name].split()
            given = self._given(call, names)
            sides = tuple(self.part(a) for a in given) if len(given) == 2 else ()
        else:
            return None
        relation = relation.replace("-", " ")
        return Claim(relation, self._infix(relation, sides), sides, said) if sides else None

    def part(self, node: ast.expr) -> Part:
        """A side of a claim."""
        value = self._value(node)
        inner = tuple(v for n in below(node) if (v := self._value(n)) is not UNSEEN)
        words, written = "", node
        if type(value).__name__.startswith("Approx"):
            if isinstance(node, ast.Call) and node.args:
                written = node.args[0]  # "≈ 3" says it
            words = "" if isinstance(value.expected, (list, dict, tuple)) else str(value)
            value = value.expected
        asked = self._is_asked(node)
        theirs = any(self._is_their_work(part) for part in (node, *below(node)))
        return Part(self.text(written), value, _is_literal(node), asked, inner, words, node, theirs)

    def text(self, node: ast.expr) -> str:
        """An expression in words that a reader of the student's file knows: without the module it
        is called through, with values in place of names that only the test has, and of what the
        reference alone answered."""
        return _cut(spoken(node, self._named, self._is_students_module, self._right))

    def _is_students_module(self, value: Any) -> bool:
        return self._hearing.is_module(value) and not self._hearing.is_reference(value)

    def _right(self, node: ast.expr) -> Any:
        """The value of what asks the reference, and nothing of the student's, as a plain one;
        UNSEEN for anything else."""
        names = [n.id for n in ast.walk(node) if isinstance(n, ast.Name)]
        values = [self._values.get(name, UNSEEN) for name in names]
        theirs = self._hearing.is_theirs
        own = any(self._is_students_module(value) or theirs(value) for value in values)
        if own or not any(map(self._hearing.is_reference, values)):
            return UNSEEN
        return UNSEEN if not self._theirs.isdisjoint(names) else as_plain(self._value(node))

    def _named(self, node: ast.expr) -> Any:
        """A part's value, where it may stand in place of a name: an answer is not what was asked
        for. In a comprehension nothing is kept, and the module goes by its name."""
        value = self._value(node)
        if isinstance(node, ast.Name) and node.id in self._theirs and is_plain(value):
            return UNSEEN
        if value is UNSEEN and isinstance(node, ast.Name):
            module = self._values.get(node.id, UNSEEN)
            return module if self._hearing.is_module(module) else UNSEEN
        return value

    def _value(self, node: ast.expr) -> Any:
        if isinstance(node, ast.Constant) and keeping.name_of(node) is None:
            return node.value
        return self._values.get(keeping.name_of(node) or "", UNSEEN)

    def _was_seen(self, node: ast.expr) -> bool:
        return self._value(node) is not UNSEEN

    def _truth(self, node: ast.expr) -> Claim:
        # Of a name that should be true, its value is what was not expected.
        text = node.id if isinstance(node, ast.Name) else self.text(node)
        return Claim("true", text, (self.part(node),))

    def _denied(self, node: ast.expr, claim: Claim) -> Claim:
        """The claim that an expression is false. claim: that it is true."""
        whole = not isinstance(node, ast.BoolOp) and not keeping.is_all(node)
        chain = isinstance(node, ast.Compare) and len(node.ops) > 1
        if not whole or chain or claim.relation not in _OPPOSITE:
            text = ast.UnaryOp(ast.Not(), node)
            return Claim("holds", self.text(text), (self.part(node),))
        relation = _OPPOSITE[claim.relation]
        text_ = claim.text if relation in ("true", "false") else self._infix(relation, claim.sides)
        return replace(claim, relation=relation, text=text_)

    def _compared(self, node: ast.Compare) -> Claim:
        """The comparison of a chain that is false: the last one whose sides were evaluated."""
        operands = [node.left, *node.comparators]
        last = len(operands) - 1
        while last > 1 and not self._was_seen(operands[last]):
            last -= 1
        relation = _OPERATORS[type(node.ops[last - 1])]
        pair = (operands[last - 1], operands[last])
        sides = tuple(self.part(one) for one in pair)
        if relation in ("==", "!=") and any(self._is_approx(one) for one in pair):
            relation = {"==": "≈", "!=": "not ≈"}[relation]
        return Claim(relation, self._infix(relation, sides), sides)

    def _is_approx(self, node: ast.expr) -> bool:
        return type(self._value(node)).__name__.startswith("Approx")

    def _call(self, node: ast.Call) -> Claim | None:
        """isinstance(…), np.allclose(…), (a == b).all() and their like."""
        name = keeping.called_name(node)
        if name == "all" and isinstance(node.func, ast.Attribute):
            return self._compared_whole(node.func.value)
        if name == "all" and len(node.args) == 1:
            return self._compared_whole(node.args[0])
        if len(node.args) < 2 or name not in (*_SAME, "isinstance"):
            return None
        relation = _SAME.get(name, name)
        sides = (self.part(node.args[0]), self.part(node.args[1]))
        return Claim(relation, self.text(node), sides)

    def _compared_whole(self, node: ast.expr) -> Claim | None:
        """(a == b).all() of arrays."""
        if not isinstance(node, ast.Compare) or len(node.ops) > 1:
            return None
        return self._compared(node)

    def _given(self, call: ast.Call, names: list[str]) -> list[ast.expr]:
        """A call's arguments for the parameters with these names."""
        given = list(call.args[: len(names)])
        given += [k.value for name in names[len(given) :] for k in call.keywords if k.arg == name]
        return [] if any(isinstance(a, ast.Starred) for a in given) else given

    def _said(self, call: ast.Call, position: int) -> str:
        """The author's own message, of those that take one."""
        named = [k.value for k in call.keywords if k.arg in ("msg", "err_msg")]
        unittests = isinstance(call.func, ast.Attribute) and call.func.attr.startswith("assert_")
        rest = [] if unittests else call.args[position : position + 1]
        value = self._value((named or rest)[0]) if named or rest else ""
        if not isinstance(value, str):
            return ""
        return _cut_said(value)

    def _infix(self, relation: str, sides: tuple[Part, ...]) -> str:
        if len(sides) < 2:
            return sides[0].text if sides else ""
        return f" {relation} ".join(map(bracketed, sides))

    def _is_their_work(self, node: ast.AST) -> bool:
        """Whether an expression's own step gives what the student's code makes of something. What a
        class or a module has, an Enum's member say, is no answer."""
        if isinstance(node, (ast.Call, ast.Compare, ast.BinOp)):
            return self._is_asked(node)
        return isinstance(node, ast.Attribute) and self._hearing.is_object(self._value(node.value))

    def _is_asked(self, node: ast.expr) -> bool:
        """Whether it is the student's code that an expression's own step asks."""
        theirs = self._hearing.is_theirs
        match node:
            case ast.Call():
                return any(theirs(self._value(n)) for n in (node.func, *node.args))
            case ast.Attribute() | ast.Subscript():
                base = self._value(node.value)
                return theirs(base) or self._hearing.is_module(base)
            case ast.BinOp():
                return theirs(self._value(node.left)) or theirs(self._value(node.right))
            case ast.Compare():
                return any(theirs(self._value(n)) for n in (node.left, *node.comparators))
        return isinstance(node, (ast.Name, ast.UnaryOp))


def bracketed(part: Part) -> str:
    """A part's text as it stands beside an operator: in brackets where that would take it apart."""
    looser = (ast.BoolOp, ast.Compare, ast.IfExp, ast.Lambda)
    denied = isinstance(part.node, ast.UnaryOp) and isinstance(part.node.op, ast.Not)
    return f"({part.text})" if denied or isinstance(part.node, looser) else part.text


def what_holds(claim: Claim) -> str:
    """What should have held, as code."""
    if claim.relation == "false" and claim.text:
        return f"not {bracketed(replace(claim.sides[0], text=claim.text))}"
    return claim.text


def below(node: ast.expr) -> Iterator[ast.expr]:
    """Its parts, the outermost first."""
    level = list(keeping.inner(node))
    while level:
        yield from level
        level = [part for one in level for part in keeping.inner(one)]


def _is_literal(node: ast.expr) -> bool:
    try:
        ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return False
    return True


def kinds(value: Any) -> str:
    """Classes as what one is asked for: an int or a str."""
    every = value if isinstance(value, tuple) else (value,)
    names = [getattr(kind, "__name__", str(kind)) for kind in every]
    names = ["NumPy array" if name == "ndarray" else name for name in names]
    return " or ".join(f"{'an' if n[:1].lower() in 'aeiou' else 'a'} {n}" for n in names)


def _cut_said(said: str) -> str:
    return said if len(said) <= MAX_SAID else f"{said[:MAX_SAID]}…"


def on_one_line(text: str) -> str:
    """Code that stands in several lines. Blanks in a text are what it says."""
    return _BREAK.sub(" ", text).strip()


def _cut(text: str) -> str:
    text = on_one_line(text)
    return text if len(text) <= MAX_TEXT else f"{text[:MAX_TEXT]}…"
