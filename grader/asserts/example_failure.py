"""A failed public example as a student reads it: what was called, and the two sides of it.

Everything here is in one process, so nobody traced what was asked of the student's code. What was
called is read from the examples' own text: the expression that asks, and before it the statements
that made what it uses.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from ..wire.data import Value, holds_object
from ..wire.encode import to_wire
from ..wire.messages import MAX_TEXT, Shown, sendable
from . import claims, operands
from .claims import Claim, Hearing, Part
from .operands import UNSEEN
from .scene import Scene


class Reader:
    """Reads failed examples of one file. module: the name of the student's."""

    def __init__(self, source: bytes, file: str, module: str) -> None:
        self._tree = ast.parse(source, file)
        self._file = file
        self._module = module
        self._hearing = Hearing(
            self._is_module, self._is_theirs, self._is_object, is_reference=lambda _: False
        )

    def shown(self, error: BaseException) -> Shown | None:
        """What an example that ended with this error asked for; None where that can't be read."""
        place = claims.place_of(error)
        if place is None:
            return None
        frame, line, _ = place
        statement = self._statement(line)
        names = {**frame.f_globals, **frame.f_locals}
        scene = Scene(self._file, self._function(line), line, names, self._asks)
        scene.local = {*frame.f_locals}
        claim = claims.claim_of(error, self._hearing)
        if claim is not None and claim.relation == "raises":
            return _not_raised(claim, statement, scene, error.__context__)
        if claim is not None and claim.relation not in ("unusable", "holds") and claim.sides:
            return _compared(claim, scene)
        if claim is not None and claim.relation == "holds":
            return _about(claim, claim.sides, scene)
        return _stopped(statement, self._waited_for(line), scene) if statement else None

    def _is_module(self, value: Any) -> bool:
        return isinstance(value, type(ast)) and value.__name__.rpartition(".")[2] == self._module

    def _is_theirs(self, value: Any) -> bool:
        own = getattr(value, "__module__", None) if _is_callable_of_python(value) else None
        return self._module in (own, type(value).__module__)

    def _is_object(self, value: Any) -> bool:
        return type(value).__module__ == self._module

    def _asks(self, node: ast.expr, names: dict[str, Any]) -> bool:
        """Whether an expression's own step asks the student's code."""

        def theirs(part: ast.expr) -> bool:
            if isinstance(part, ast.Name):
                return self._is_theirs(names.get(part.id)) or self._is_module(names.get(part.id))
            if isinstance(part, ast.Attribute):
                module = isinstance(part.value, ast.Name) and theirs(part.value)
                own = _own(part, names, self._is_theirs)
                return module or own or _makes(part.value, names, self._is_theirs)
            return _makes(part, names, self._is_theirs)

        match node:
            case ast.Call():
                own = theirs(node.func)
                return own or (_is_builtin(node.func) and any(_makes(a, names, self._is_theirs)
                                                              for a in node.args))  # fmt: skip
            case ast.Attribute() | ast.Subscript():
                return _makes(node.value, names, self._is_theirs)
            case ast.BinOp():
                return any(_makes(n, names, self._is_theirs) for n in (node.left, node.right))
        return False

    def _statement(self, line: int) -> ast.stmt | None:
        """The innermost statement that a line belongs to."""
        found = [n for n in ast.walk(self._tree) if isinstance(n, ast.stmt) and _covers(n, line)]
        return min(found, key=lambda n: (n.end_lineno or n.lineno) - n.lineno, default=None)

    def _function(self, line: int) -> ast.FunctionDef | None:
        found = [
            n for n in ast.walk(self._tree) if isinstance(n, ast.FunctionDef) and _covers(n, line)
        ]
        return max(found, key=lambda n: n.lineno, default=None)

    def _waited_for(self, line: int) -> str:
        """The exceptions that the `with` around a line waits for."""
        for node in ast.walk(self._tree):
            if isinstance(node, ast.With) and _covers(node, line):
                for item in node.items:
                    context = item.context_expr
                    if operands.waits_for_errors(context) and isinstance(context, ast.Call):
                        return ast.unparse(context.args[0]) if context.args else ""
        return ""


def _about_an_error(claim: Claim, scene: Scene) -> Shown | None:
    """What an exception that was waited for should have said."""
    for part, other in zip(claim.sides, reversed(claim.sides), strict=True):
        found = scene.error(part.node) if part.node is not None and not part.fixed else None
        if found is not None:
            asked, error = found
            want = other.words or str(other.value)
            equal = claim.relation in ("==", "is") and isinstance(other.value, str)
            return Shown(
                called=scene.called(asked),
                relation="raises",
                raised=True,
                got_text=_text(f"{type(error).__name__}: {error}"),
                want_text=_text(f"{type(error).__name__}: {want}" if equal else claim.text),
                said=_text(claim.said),
            )
    return None


def _compared(claim: Claim, scene: Scene) -> Shown | None:
    """Two sides, or one that should be true: whose is which, and what they are."""
    about_an_error = _about_an_error(claim, scene)
    if about_an_error is not None:
        return about_an_error
    sides = sorted(claim.sides, key=lambda part: -_weight(part, scene))
    mine, other = sides[0], sides[1] if len(sides) == 2 else None
    assert mine.node is not None
    whole = scene.source(mine.node)
    if whole is None or mine.value is UNSEEN or (other is not None and other.theirs):
        # Of two answers neither is what was expected of the other.
        return _about(claim, claim.sides, scene)
    got, got_text = _crossing(mine.value)
    want, want_text = _crossing(other.value) if other is not None else (None, "")
    if other is not None and claim.relation.endswith("isinstance"):
        want, want_text = None, claims.kinds(other.value)
    return Shown(
        called=scene.called(whole[0]),
        relation=claim.relation,
        flipped=len(claim.sides) == 2 and mine is claim.sides[1],
        sides=len(claim.sides),
        got=got,
        got_text=got_text,
        want=want,
        want_text=(other.words if other is not None else "") or want_text,
        said=_text(claim.said),
    )


def _about(claim: Claim, sides: tuple[Part, ...], scene: Scene) -> Shown | None:
    """Something that should be true of an answer, or of what is worked out from it."""
    for part in sides:
        node = part.node
        found = (scene.source(node) or scene.inside(node)) if node is not None else None
        value = scene.names.get(operands.name_of(found[1]) or "", UNSEEN) if found else UNSEEN
        if found is not None and value is not UNSEEN:
            got, got_text = _crossing(value)
            return Shown(
                called=scene.called(found[0]),
                relation="holds",
                got=got,
                got_text=got_text,
                text=_text(claims.what_holds(claim)),
                values=_text(_with_values(claim)),
                said=_text(claim.said),
            )
    return None


def _not_raised(
    claim: Claim, statement: ast.stmt | None, scene: Scene, instead: BaseException | None
) -> Shown | None:
    """What should have raised and didn't, or raised something else to say."""
    asked: ast.expr | None = None
    value: Any = UNSEEN
    if isinstance(statement, ast.With):
        asked = getattr(statement.body[-1], "value", None)
        site = operands.site_at(scene.file, statement.body[-1].lineno)
        kept = operands.name_of(site.claim) if site is not None else None
        value = scene.names.get(kept or "", UNSEEN)
    elif isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        given = statement.value.args
        asked = ast.Call(given[1], given[2:], statement.value.keywords) if len(given) > 1 else None
    if asked is None:
        return None
    got, got_text = _crossing(value) if value is not UNSEEN else (None, "nothing was raised")
    if instead is not None:
        got, got_text = None, _text(f"{type(instead).__name__}: {instead}")
    names = " or ".join(claim.errors)
    matching = f", with a message that matches {claim.pattern!r}" if claim.pattern else ""
    return Shown(
        called=scene.called(asked),
        relation="raises",
        raised=instead is not None,
        got=got,
        got_text=got_text,
        want_text=_text(f"{names} to be raised{matching}"),
    )


def _stopped(statement: ast.stmt, waited_for: str, scene: Scene) -> Shown | None:
    """A call that raised where it should not have, or something that can't be used."""
    expressions = [n for n in ast.walk(statement) if isinstance(n, ast.expr)]
    asked = next((n for n in expressions if scene.asks(n)), None)
    if asked is None:
        return _unusable(statement, expressions, scene)
    expected = f"{waited_for} to be raised" if waited_for else _should_be(statement, asked, scene)
    return Shown(called=scene.called(asked), relation="raised", want_text=_text(expected))


def _unusable(statement: ast.stmt, expressions: list[ast.expr], scene: Scene) -> Shown | None:
    """A value that was asked for before, and that the test can't go on with."""
    for node in expressions:
        found = scene.source(node)
        if found is not None and isinstance(node, ast.Name):
            got, got_text = _crossing(scene.names.get(node.id))
            expected = statement.test if isinstance(statement, ast.Assert) else node
            return Shown(
                called=scene.called(found[0]),
                relation="holds",
                got=got,
                got_text=got_text,
                text=scene.text(expected),
                said="The test can't go on with this answer.",
            )
    return None


def _should_be(statement: ast.stmt, asked: ast.expr, scene: Scene) -> str:
    """What an assertion that was never evaluated expects."""
    if isinstance(statement, ast.Assert):
        test = statement.test
        if isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], ast.Eq):
            sides = (test.left, test.comparators[0])
            if asked in sides:
                return scene.text(sides[asked is sides[0]])
        return "something true" if test is asked else scene.text(test)
    call = statement.value if isinstance(statement, ast.Expr) else None
    if isinstance(call, ast.Call) and operands.called_name(call).startswith("assert"):
        others = [a for a in call.args[:2] if a is not asked]
        if len(call.args) >= 2 and len(others) == 1:
            return scene.text(others[0])
    return "no exception"


def _weight(part: Part, scene: Scene) -> int:
    if part.node is None or part.fixed:
        return 0
    if scene.source(part.node):
        return 3
    return 2 if scene.inside(part.node) else 1


def _crossing(value: Any) -> tuple[Value, str]:
    """A value as it crosses; or its text, where an object is in it."""
    wire = to_wire(getattr(value, "pattern", value))
    if not holds_object(wire):
        return wire, ""
    text = repr(value)
    return None, _text(text if " object at 0x" not in text else f"a {type(value).__name__}")


def _with_values(claim: Claim) -> str:
    if len(claim.sides) != 2 or any(part.value is UNSEEN for part in claim.sides):
        return ""
    texts = [_crossing(part.value)[1] or repr(_plain(part.value)) for part in claim.sides]
    return f" {claim.relation} ".join(texts) if all(len(t) <= 60 for t in texts) else ""


def _plain(value: Any) -> Any:
    """A NumPy number as Python's own, whose repr is the number."""
    return value.item() if getattr(value, "shape", None) == () else value


def _text(text: str) -> str:
    return sendable(text)[:MAX_TEXT]


def _covers(node: ast.stmt, line: int) -> bool:
    return node.lineno <= line <= (node.end_lineno or node.lineno)


def _is_callable_of_python(value: Any) -> bool:
    return type(value).__name__ in ("function", "type", "method") or isinstance(value, type)


def _is_builtin(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in ("str", "repr", "len", "abs", "next", "bool")


def _own(node: ast.Attribute, names: dict[str, Any], theirs: Callable[[Any], bool]) -> bool:
    """Whether the attribute of a fixture's or a TestCase's is something of theirs: self.clock."""
    base = names.get(node.value.id) if isinstance(node.value, ast.Name) else None
    return theirs(vars(base).get(node.attr)) if hasattr(base, "__dict__") else False


def _makes(node: ast.expr, names: dict[str, Any], theirs: Callable[[Any], bool]) -> bool:
    """Whether an expression is an object of a class of theirs, as far as is known."""
    if theirs(names.get(operands.name_of(node) or "")):
        return True
    match node:
        case ast.Name():
            return theirs(names.get(node.id))
        case ast.Call():
            return isinstance(node.func, ast.Name) and _is_class(names.get(node.func.id), theirs)
        case ast.Attribute():
            return _own(node, names, theirs)
        case ast.BinOp():
            return _makes(node.left, names, theirs) or _makes(node.right, names, theirs)
    return False


def _is_class(value: Any, theirs: Callable[[Any], bool]) -> bool:
    return isinstance(value, type) and theirs(value)
