"""Proves that an exercise's public half is what it should be, and nothing of the private one.

The examples agree with the reference, the statement's code runs, no file lies about that nobody
would get, and no telling line of the reference or the checks is given away.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

from packaging.utils import canonicalize_name

from ..imported.install import imports
from ..model import Exercise
from ..process.interpreter import environment
from ..sets import set_files
from .finding import Finding
from .overlooked import tree_of

EXAMPLES_S = 120
# Characters of what pytest says.
SHOWN = 600
# Shorter statements are written twice by accident: `return total`, say.
TELLING = 28
_BLOCK = re.compile(r"^```python[^\n]*\n(?P<code>.*?)^```", re.MULTILINE | re.DOTALL)
# Runs a statement's blocks one after the other, with the reference's names; doctests as such.
_RUN_BLOCKS = '''\
"""The statement's code."""

import ast
import doctest
import importlib
import json
import linecache
import pathlib
import traceback

import pytest
from _pytest.assertion.rewrite import rewrite_asserts  # the values of both sides

PAGE = "the statement's README.md"
NAMES = dict(vars(importlib.import_module({module!r})))


def test_the_code_of_the_statement_runs():
    for line, code in json.loads(pathlib.Path("blocks.json").read_text("utf-8")):
        if ">>>" in code:
            test = doctest.DocTestParser().get_doctest(code, NAMES, "README.md", None, line)
            said = []
            failed, _ = doctest.DocTestRunner().run(test, out=said.append, clear_globs=False)
            assert not failed, "".join(said)
        else:
            # A file of that name may lie about; what is shown of a failure is this code.
            text = "\\n" * line + code
            linecache.cache[PAGE] = (len(text), None, text.splitlines(keepends=True), PAGE)
            try:
                tree = ast.parse(text, PAGE)
                rewrite_asserts(tree, text.encode())
                exec(compile(tree, PAGE, "exec"), NAMES)
            except BaseException as error:
                steps = traceback.extract_tb(error.__traceback__)
                at = [step.lineno for step in steps if step.filename == PAGE]
                at = error.lineno if isinstance(error, SyntaxError) else at[-1]
                shown = text.splitlines()[at - 1].strip()
                what = f"{{type(error).__name__}}: {{error}}".strip(": ").partition("\\n")[0]
                what = what.removeprefix("AssertionError: ")
                pytest.fail(f"README.md:{{at}} {{shown}}: {{what}}", pytrace=False)
'''


def public_half(exercise: Exercise) -> Iterator[Finding]:
    """Everything there is to prove about what a student gets."""
    yield _examples(exercise)
    yield from _statement(exercise)
    yield _strays(exercise)
    yield _requirements(exercise)
    yield from _leaks(exercise)


def _examples(exercise: Exercise) -> Finding:
    """The public examples pass on the reference. Run as a student would: plain pytest."""
    said = _pytest(exercise, {"test_examples.py": set_files.examples(exercise)})
    return Finding("test_examples.py", "agrees with the reference", said)


def _statement(exercise: Exercise) -> Iterable[Finding]:
    """The statement's Python runs, with the names of the exercise at hand."""
    import json

    text = set_files.statement(exercise)
    found = list(_BLOCK.finditer(text))
    if not found:
        return
    blocks = [(text.count("\n", 0, m.start("code")), m["code"]) for m in found]
    module = exercise.file.removesuffix(".py")
    files = {"test_statement.py": _RUN_BLOCKS.format(module=module)}
    said = _pytest(exercise, files | {"blocks.json": json.dumps(blocks)})
    placed = re.search(r"^README\.md:\d+ .*", said, re.MULTILINE)
    said = placed[0] if placed else said
    yield Finding("README.md", "has code that runs", said)


def _pytest(exercise: Exercise, files: dict[str, str]) -> str:
    """Runs tests beside the reference, as a student's pytest would; what it says if they fail."""
    reference = set_files.reference_file(exercise)
    assert reference is not None
    with tempfile.TemporaryDirectory(prefix="kata-") as name:
        folder = Path(name)
        (folder / exercise.file).write_bytes(reference.read_bytes())
        for file, text in {**set_files.provided(exercise), **files}.items():
            (folder / file).write_text(text, "utf-8")
        tests = [file for file in files if file.endswith(".py")]
        try:
            run = subprocess.run(
                [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests],
                cwd=folder,
                env=environment() | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
                capture_output=True,
                text=True,
                timeout=EXAMPLES_S,
            )
        except subprocess.TimeoutExpired:
            return f"it does not end within {EXAMPLES_S} s"
    return "" if run.returncode == 0 else _end_of(run.stdout) or "it can't be run"


def _end_of(said: str) -> str:
    """What pytest says last, which is what went wrong, in whole lines."""
    lines: list[str] = []
    for line in reversed(said.strip().splitlines()):
        if lines and sum(map(len, lines)) + len(line) > SHOWN:
            break
        lines.insert(0, line[:SHOWN])
    return "\n".join(lines)


def _strays(exercise: Exercise) -> Finding:
    """What isn't part of an exercise would be lost in publishing, or is not meant for it."""
    found = set_files.strays(exercise)
    said = f"{', '.join(found)}: no part of an exercise, and nobody would get it" if found else ""
    left = set_files.not_in_order(exercise.set_name)
    if left:
        said = f"{said}\n{', '.join(left)}: not in the order of set.toml, and nobody would get it"
    subject = f"{exercise.name}/" if found or not left else f"{exercise.set_name}/"
    return Finding(subject, "holds only what students get", said.strip())


def _requirements(exercise: Exercise) -> Finding:
    """What an exercise, its checks and its reference import is installed with its set."""
    brought = {
        canonicalize_name(re.split(r"[^\w.-]", r.strip(), maxsplit=1)[0])
        for r in exercise.requirements
    }
    missing = []
    beside = {path.stem for path in (exercise.private or exercise.public).glob("*.py")}
    own = {file.removesuffix(".py") for file in (exercise.file, *exercise.provided)}
    there = sys.stdlib_module_names | _ALWAYS | beside | own
    for module in sorted(_imported(exercise) - there):
        makers = {module, *metadata.packages_distributions().get(module, [])}
        if brought.isdisjoint(map(canonicalize_name, makers)):
            missing.append(module)
    said = f"{exercise.name} needs {', '.join(missing)}, which none of requirements brings"
    return Finding("set.toml", "has everything installed that is needed", said if missing else "")


# kata itself needs them.
_ALWAYS = frozenset({"grader", "hypothesis", "numpy", "pytest"})


def _imported(exercise: Exercise) -> set[str]:
    """Names of the packages that the exercise, its checks and its reference import."""
    names = set(exercise.requires)
    private = (set_files.checks_file(exercise), set_files.reference_file(exercise))
    for file in (*private, *set_files.provided_files(exercise)):
        names |= imports(tree_of(file))
    return {name.partition(".")[0] for name in names}


def _leaks(exercise: Exercise) -> Iterator[Finding]:
    """No public text has telling code of the private half in it."""
    public = {
        "README.md": set_files.statement(exercise),
        exercise.file: set_files.stub(exercise),
        "test_examples.py": set_files.examples(exercise),
        **set_files.provided(exercise),
    }
    private = [
        (file, many)
        for file, many in (
            (set_files.reference_file(exercise), 1),
            # A line that examples and checks share, to make a case say, tells nothing.
            (set_files.checks_file(exercise), 3),
        )
        if file is not None
    ]
    for name, text in public.items():
        told = " ".join(text.split())
        said = ""
        for file, many in private:
            given = sorted(line for line in _telling(file.read_text("utf-8")) if line in told)
            if len(given) >= many:
                said = f"it has code of {file.name}: {'; '.join(given[:3])}"
        yield Finding(name, "gives nothing of the solution away", said)


def _telling(source: str) -> set[str]:
    """The first lines of the statements in a file's functions, where long enough to be telling."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return set()
    found = set()
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.stmt) and not isinstance(
                    node, ast.Expr | ast.FunctionDef | ast.Import | ast.ImportFrom
                ):
                    segment = ast.get_source_segment(source, node) or ""
                    found.add(" ".join(segment.partition("\n")[0].split()))
    return {line for line in found if len(line) >= TELLING}
