"""What an author may have overlooked, read off the files: code that nobody runs or reads, chance
without a seed, a stub that promises nothing. No proof hangs on any of it, so these are warnings.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ..imported.install import imports
from ..model import Exercise
from ..sets import set_files
from .always import holds_always
from .finding import Finding
from .identities import compares_identity
from .own_values import asks_itself

# What is left to the computer's own entropy when called without an argument.
_SEEDED = frozenset({"default_rng", "RandomState", "Random", "PCG64", "MT19937", "Philox", "SFC64"})
_NEVER_SEEDED = frozenset({"SystemRandom", "urandom", "token_bytes", "token_hex", "randbits"})
_NEVER_SEEDED_OF = ("os", "secrets", "random")
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def overlooked(exercise: Exercise) -> Iterator[Finding]:
    """Everything that is found so."""
    yield _read_by_nobody(exercise)
    yield _same_mistake(exercise)
    yield _promises_nothing(exercise)
    yield _does_not_raise(exercise)
    checks = tree_of(set_files.checks_file(exercise))
    yield _never_run(checks)
    yield _run_once(checks)
    yield _unseeded(checks)
    yield asks_itself(checks)
    yield compares_identity(checks)
    yield holds_always(checks, tree_of(set_files.reference_file(exercise)))


def _read_by_nobody(exercise: Exercise) -> Finding:
    """Python files of the private half that no check loads and no folder is read for."""
    names = ", ".join(_unread(exercise))
    said = (
        f"{names}: nobody reads this. Wrong ways go into wrong/, right ones into accepted/;\n"
        "beside them lie checks.py, solution.py and what these import."
    )
    return Finding("solutions/", "is read", advice=said if names else "")


def _unread(exercise: Exercise) -> list[str]:
    folder = exercise.private
    by_name = exercise.file.removesuffix(".py") in imports(tree_of(set_files.checks_file(exercise)))
    if folder is None or by_name:
        return []  # imported tests may load whatever lies beside them
    files = {path.stem: path for path in folder.glob("*.py")}
    known, reached = set[str](), {"checks", "solution", "conftest"}
    reached |= {name for name in files if name.startswith("checks_")}
    while ahead := sorted(reached - known):
        known |= reached
        for name in ahead:
            reached |= {one.partition(".")[0] for one in imports(tree_of(files.get(name)))}
    lost = [files[name].name for name in sorted(files.keys() - reached)]
    apart = {"wrong", "accepted", "__pycache__", *reached}
    folders = (p for p in sorted(folder.iterdir()) if p.is_dir() and p.name not in apart)
    return lost + [f"{path.name}/" for path in folders if any(path.glob("*.py"))]


def _same_mistake(exercise: Exercise) -> Finding:
    """Two known mistakes that are one file."""
    first: dict[bytes, str] = {}
    same = []
    for path in set_files.wrong(exercise):
        original = first.setdefault(path.read_bytes(), path.name)
        if original != path.name:
            same.append(f"{path.name} is {original} once more")
    return Finding("wrong/", "holds each mistake once", advice="\n".join(same))


def _promises_nothing(exercise: Exercise) -> Finding:
    """A stub's docstrings are the contract that students read."""
    silent = [name for name, body in _public(exercise) if ast.get_docstring(body) is None]
    said = f"no docstring in {', '.join(silent)}. It says what goes in and what is to come out."
    return Finding(exercise.file, "says what is asked", advice=said if silent else "")


def _does_not_raise(exercise: Exercise) -> Finding:
    """What a stub's function gives back is told as a wrong answer, where it gives back anything."""
    gives = [name for name, body in _public(exercise) if _gives_a_value(body)]
    said = (
        f"{', '.join(gives)} returns a value that nobody has worked out. With\n"
        "raise NotImplementedError there, a student reads that nothing is written yet."
    )
    return Finding(exercise.file, "is plainly unwritten", advice=said if gives else "")


def _gives_a_value(function: ast.AST) -> bool:
    """Whether the whole of a body, but for its docstring, is to return a constant."""
    if not isinstance(function, _FUNCTIONS):
        return False
    steps = function.body[1:] if ast.get_docstring(function) is not None else function.body
    if len(steps) != 1 or not isinstance(steps[0], ast.Return) or steps[0].value is None:
        return False
    return not any(isinstance(node, ast.Name | ast.Call) for node in ast.walk(steps[0].value))


def _public(exercise: Exercise) -> Iterator[tuple[str, ast.FunctionDef | ast.ClassDef]]:
    """Functions and classes of the stub by their names, and the methods of each class."""
    try:
        body = ast.parse(set_files.stub(exercise)).body
    except SyntaxError:
        return
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node.name, node
        if isinstance(node, ast.ClassDef):
            for method in node.body:
                if isinstance(method, ast.FunctionDef) and not method.name.startswith("_"):
                    yield f"{node.name}.{method.name}", method


def _run_once(checks: ast.Module) -> Finding:
    """Of two functions with one name Python keeps the last."""
    names = Counter(node.name for node in checks.body if isinstance(node, _FUNCTIONS))
    twice = [name for name, count in names.items() if count > 1 and name.startswith("test")]
    said = f"{', '.join(twice)} is written twice, and only the last one is run"
    return Finding("checks.py", "has each check once", advice=said if twice else "")


def _never_run(checks: ast.Module) -> Finding:
    """A function that takes `student` and is neither a check, by its name, nor called by one."""
    used = {node.id for node in ast.walk(checks) if isinstance(node, ast.Name)}
    lost = [
        node.name
        for node in checks.body
        if isinstance(node, _FUNCTIONS) and not node.name.startswith("test")
        if any(argument.arg == "student" for argument in node.args.args)
        if node.name not in used and not node.decorator_list
    ]
    called = ", ".join(f"test_{name.removeprefix('check_')}" for name in lost)
    said = f"{', '.join(lost)} is never run. A check's name begins with test_: {called}"
    return Finding("checks.py", "runs what it holds", advice=said if lost else "")


def _unseeded(checks: ast.Module) -> Finding:
    """Numbers that are others at each grading, so that one file gets different grades."""
    calls = (node for node in ast.walk(checks) if isinstance(node, ast.Call))
    lines = sorted({call.lineno for call in calls if _is_unseeded(call)})
    where = "line" if len(lines) == 1 else "lines"
    said = (
        f"{where} {', '.join(map(str, lines))}: chance without a seed, which is another at every\n"
        "grading, so that one file may get two grades. Let Hypothesis draw the seed."
    )
    return Finding("checks.py", "draws the same each time", advice=said if lines else "")


def _is_unseeded(node: ast.Call) -> bool:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name in _SEEDED:
        return not node.args and not node.keywords
    owner = node.func.value if isinstance(node.func, ast.Attribute) else None
    of = owner.id if isinstance(owner, ast.Name) else ""
    return name in _NEVER_SEEDED and (owner is None or of in _NEVER_SEEDED_OF)


def tree_of(file: Path | None) -> ast.Module:
    try:
        return ast.parse(file.read_bytes()) if file is not None else ast.Module([], [])
    except SyntaxError:  # found out by whoever runs it
        return ast.Module([], [])
