"""Mutants of a reference: copies with one slip each, that some check should catch.

    mutants_slips.py, mutants_moves.py   what one slip can be
    here      each slip in turn, graded as a submission until a check rejects it

A survivor is a gap in the checks, or a mutant that changes no answer, which its author marks as
equivalent with a reason. One that compiles to the same program is none.
"""

from __future__ import annotations

import ast
import functools
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from types import CodeType

from ..judge.attempt import Attempt, classes_asked
from ..judge.judge import Judge
from ..judge.options import Options
from ..model import Exercise
from ..sets import set_files
from ..wire.messages import NotLoaded
from .mutants_moves import moves
from .mutants_slips import SLIPS, Code, call
from .several import processes, quietly

# A call that takes so much longer than the reference's hangs.
HANGS_S = 1.0
# With fewer each, starting another process takes longer than it saves.
MUTANTS_A_PROCESS = 20


@dataclass(frozen=True, slots=True)
class Mutant:
    """One changed copy. line: of the reference, code: what stands there, said: what is changed."""

    line: int
    code: str
    said: str
    source: str

    @property
    def name(self) -> str:
        """How a manifest names it. Stays when lines are added elsewhere."""
        if f"`{self.code}`" in self.said:
            return self.said
        return f"{self.code.removesuffix(':')}: {self.said}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutation:
    """What became of a reference's mutants. equivalent: survivors that the manifest explains,
    unknown: explanations of none."""

    exercise: str
    total: int
    survivors: tuple[Mutant, ...]
    equivalent: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def ok(self) -> bool:
        return not self.survivors and not self.unknown


def mutants_of(source: str) -> list[Mutant]:
    """Every mutant of a source that is still Python and not the same program, line by line."""
    tree = ast.parse(source)
    lines = source.splitlines()
    seen, names, found = {_meaning(ast.unparse(tree))}, Counter[str](), []
    for line, said, changed in _slips(tree, Code.of(source, tree)):
        mutant = Mutant(line, lines[line - 1].strip(), said, changed)
        names[mutant.name] += 1
        if names[mutant.name] > 1:
            said = f"{said} (place {names[mutant.name]})"
            mutant = Mutant(line, mutant.code, said, changed)
        meaning = _meaning(changed)
        if meaning is not None and meaning not in seen:
            seen.add(meaning)
            found.append(mutant)
    return sorted(found, key=lambda mutant: mutant.line)


def _slips(tree: ast.Module, code: Code) -> Iterator[tuple[int, str, str]]:
    """Line, sentence and changed source of each slip: the tree is changed, read and mended."""
    for owner, field, index in _slots(tree):
        value = getattr(owner, field)
        if index is None and isinstance(value, list):
            for block, line, said in moves(value, code):
                setattr(owner, field, block)
                yield line, said, ast.unparse(tree)
            setattr(owner, field, value)
            continue
        node = value if index is None else value[index]
        for slip in SLIPS:
            # Where nobody takes what a call returns, it is left out as a statement.
            if slip is call and isinstance(owner, ast.Expr):
                continue
            for other, said in slip(node, code):
                _put(owner, field, index, other)
                yield _line(node, owner), said, ast.unparse(tree)
            _put(owner, field, index, node)


_Slot = tuple[ast.AST, str, int | None]
_BLOCKS = {"body", "orelse", "finalbody"}
# What no answer shows.
_SILENT = {"annotation", "returns", "msg", "type_params"}


def _slots(owner: ast.AST) -> Iterator[_Slot]:
    """Where a node stands, for every node whose change could show; and every block."""
    for field, value in ast.iter_fields(owner):
        if field in _SILENT or isinstance(owner, ast.JoinedStr | ast.Raise):
            continue
        if isinstance(value, ast.AST):
            yield owner, field, None
            yield from _slots(value)
        elif isinstance(value, list):
            if field in _BLOCKS and value:
                yield owner, field, None
            for index, entry in enumerate(value):
                if isinstance(entry, ast.AST) and not _does_nothing(entry):
                    yield owner, field, index
                    yield from _slots(entry)


def _does_nothing(node: ast.AST) -> bool:
    """Whether this is a docstring, or what runs only where the file is the program itself."""
    if isinstance(node, ast.If):
        return "__name__" in {n.id for n in ast.walk(node.test) if isinstance(n, ast.Name)}
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _put(owner: ast.AST, field: str, index: int | None, node: ast.AST) -> None:
    if index is None:
        setattr(owner, field, node)
    else:
        getattr(owner, field)[index] = node


def _line(node: ast.AST, owner: ast.AST) -> int:
    """Where a node begins; a few, such as a comprehension's parts, have their first child's."""
    for part in (node, *ast.walk(node), owner):
        if (line := getattr(part, "lineno", None)) is not None:
            return int(line)
    return 1


def _meaning(source: str) -> object | None:
    """The program that a source compiles to, whatever lines it stands in; None: it is no Python."""
    try:
        return _program(compile(source, "", "exec", dont_inherit=True))
    except (SyntaxError, ValueError):
        return None


def _program(code: CodeType) -> object:
    constants = tuple(
        _program(c) if isinstance(c, CodeType) else (type(c).__name__, repr(c))
        for c in code.co_consts
    )
    names = (code.co_name, code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars)
    takes = (code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_flags)
    return code.co_code, code.co_exceptiontable, constants, names, takes


def mutate(
    judge: Judge,
    jobs: int = 1,
    tell: Callable[[int, int], None] = lambda done, total: None,
) -> Mutation:
    """Grades every mutant of an exercise's reference, each until a check catches it.

    jobs: processes at a time. tell: is told how many are done, of how many.
    """
    exercise = judge.exercise
    file = set_files.reference_file(exercise)
    mutants = mutants_of(file.read_text("utf-8")) if file is not None else []
    explained = {survivor.mutant for survivor in exercise.equivalent}
    survivors, equivalent = [], set()
    tell(0, len(mutants))
    caught = _caught(judge, jobs, mutants)
    for done, (mutant, is_caught) in enumerate(zip(mutants, caught, strict=True), 1):
        tell(done, len(mutants))
        if is_caught:
            continue
        if mutant.name in explained:
            equivalent.add(mutant.name)
        else:
            survivors.append(mutant)
    return Mutation(
        exercise=exercise.id,
        total=len(mutants),
        survivors=tuple(survivors),
        equivalent=tuple(sorted(equivalent)),
        unknown=tuple(sorted(explained - equivalent)),
    )


def _caught(judge: Judge, jobs: int, mutants: list[Mutant]) -> Iterator[bool]:
    """Whether each mutant is caught, in their order."""
    sources = [mutant.source.encode() for mutant in mutants]
    count = min(jobs, len(mutants) // MUTANTS_A_PROCESS)
    exercise = hurried(judge) if mutants else judge.exercise
    if count < 2:
        yield from (is_caught(judge, exercise, source) for source in sources)
        return
    with processes(count, functools.partial(_open, exercise, judge.options)) as pool:
        yield from pool.map(_is_caught_here, sources)


_here: list[Judge] = []


def _open(exercise: Exercise, options: Options) -> None:
    """What each process of a pool begins with. Its workers end when it does."""
    quietly()
    _here.append(Judge(exercise, options).__enter__())


def _is_caught_here(source: bytes) -> bool:
    return is_caught(_here[0], _here[0].exercise, source)


def hurried(judge: Judge) -> Exercise:
    """The exercise, with no more time for one call than its reference takes for all of a check, and
    a second: what hangs is found out sooner, and what is only slower has room."""
    exercise = judge.exercise
    file = set_files.reference_file(exercise)
    judged = judge.judge(file.read_bytes()) if file is not None else []
    assert not isinstance(judged, NotLoaded)
    takes = max((one.duration_s for one in judged), default=0.0)
    call_s = min(exercise.limits.call_s, HANGS_S + takes)
    return replace(exercise, limits=replace(exercise.limits, call_s=call_s))


def is_caught(judge: Judge, exercise: Exercise, source: bytes) -> bool:
    """Whether any check rejects this file; stops at the first that does.

    exercise: the judge's, or the same with other limits.
    """
    objects = classes_asked(judge.recording.checks)
    with Attempt(exercise, judge.parent, source, objects=objects) as attempt:
        if isinstance(attempt.loaded, NotLoaded):
            return True
        for check in judge.recording.checks:
            judged = judge.check(attempt, check)
            if judged.failures or judged.ending:
                return True
    return False
