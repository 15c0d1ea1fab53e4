"""What an imported exercise's folders hold. Writes to a folder of its own first: an exercise is
there whole or not at all."""

from __future__ import annotations

import ast
import builtins
import json
import sys
import unittest
from collections.abc import Sequence
from pathlib import Path

from ..errors import UsageError
from ..imported.install import imports
from ..model import Exercise
from ..sets import scaffold
from .edit_source import Test, first_line, functions, source_of, without
from .find_files import Sources
from .simple_example import first_that_holds, simple_calls
from .trial_run import Rehearsal

_TESTING = {"pytest", "_pytest", "unittest", "hypothesis", "parameterized"}
_SKELETON = """\
# {title}

What the exercise is for, in a sentence or two.

## Write

{functions} in `{file}`.
"""


def draft(sources: Sources, set_name: str, name: str, stub: str, root: Path) -> Exercise:
    """Writes the exercise below `root` with the tests as they are, and returns it."""
    public = root / "exercises" / set_name / name
    private = root / "solutions" / set_name / name
    for folder in (public, private / "accepted", private / "wrong"):
        folder.mkdir(parents=True)
    file = f"{sources.module}.py"
    title = _title(sources, name)
    requires = _requires(sources, stub)
    manifest = f'title = "{title}"\ndifficulty = "medium"\nrequires = {json.dumps(requires)}\n'
    if sources.module != name:
        manifest += f'file = "{file}"\n'
    provided = tuple(path.name for path in sources.provided)
    if provided:
        manifest += f"provided = {json.dumps(provided)}\n"
    (public / "exercise.toml").write_text(manifest, "utf-8")
    for path in sources.provided:
        (public / path.name).write_text(path.read_text("utf-8"), "utf-8")
    (public / file).write_text(stub, "utf-8")
    (public / "README.md").write_text(_statement(sources, title, stub), "utf-8")
    (private / "solution.py").write_bytes(sources.solution.read_bytes())
    for checks, path in names_of_checks(sources).items():
        (private / checks).write_bytes(path.read_bytes())
    for path in sources.beside:
        (private / path.name).write_bytes(path.read_bytes())
    return Exercise(
        set_name=set_name,
        set_version="0.1.0",
        name=name,
        title=title,
        difficulty="medium",
        public=public,
        private=private,
        file=file,
        provided=provided,
        requires=requires,
    )


def names_of_checks(sources: Sources) -> dict[str, Path]:
    """The first file of tests becomes checks.py, each other one a checks_*.py beside it."""
    names: dict[str, Path] = {}
    for path in sources.tests:
        stem = path.stem.removeprefix("test_").removesuffix("_test")
        name = f"checks_{stem}.py" if names else "checks.py"
        while name in names:
            name = f"{name.removesuffix('.py')}_.py"
        names[name] = path
    return names


def finish(rehearsal: Rehearsal, exercise: Exercise) -> None:
    """Writes the checks without what stays behind, and what stays behind with its reasons."""
    assert exercise.private is not None
    for name, text in rehearsal.texts.items():
        left = without(text, rehearsal.gone(name)) if rehearsal.gone(name) else text
        if name != "checks.py" and not any(
            f.name.startswith("test") for f in functions(ast.parse(left))
        ):
            (exercise.private / name).unlink()
            continue
        (exercise.private / name).write_text(left, "utf-8")
    if rehearsal.named:
        said = "\n\n\n".join(
            _behind(rehearsal, name) for name in rehearsal.texts if rehearsal.gone(name)
        )
        (exercise.private / "not_imported.py").write_text(f"{_BEHIND}\n\n{said}\n", "utf-8")


_BEHIND = '"""Tests that were not imported, each with the reason. Nothing runs this file."""'


def _behind(rehearsal: Rehearsal, name: str) -> str:
    text = rehearsal.texts[name]
    named = {key[1]: one for key, one in rehearsal.named.items() if key[0] == name}
    parts = []
    for node in rehearsal.gone(name):
        one = named[first_line(node)]
        parts.append(
            f"# {one.file.name}, line {one.line}: {' '.join(one.why.split())}\n"
            f"{source_of(text, node)}"
        )
    return "\n\n\n".join(parts)


def add_to_set(root: Path, exercise: Exercise) -> None:
    """Puts the exercise last in its set's order; makes the set where there is none."""
    manifest = root / "exercises" / exercise.set_name / "set.toml"
    if not manifest.is_file():
        title = exercise.set_name.replace("_", " ").capitalize()
        manifest.write_text(scaffold.manifest_of_a_set(title, "unspecified"), "utf-8")
    scaffold.add_to_order(manifest, exercise.name)


def check_set(root: Path, set_name: str, name: str) -> None:
    """Raises UsageError where the exercise is there already, or its set can't take another."""
    for half in ("exercises", "solutions"):
        if (root / half / set_name / name).exists():
            raise UsageError(
                f"{set_name}/{name} is there already: {half}/{set_name}/{name}.",
                "Import it under another name, or move that one away first.",
            )
    scaffold.require_tomlkit()
    manifest = root / "exercises" / set_name / "set.toml"
    if manifest.is_file():
        scaffold.with_exercise(manifest, name)


def _title(sources: Sources, name: str) -> str:
    if sources.statement is not None:
        for line in sources.statement.read_text("utf-8", "replace").splitlines():
            title = line.lstrip("# ").strip().replace('"', "'").replace("\\", "")
            if line.startswith("#") and title.lower() not in ("instructions", "description"):
                return title
    return name.replace("_", " ").capitalize()


def _statement(sources: Sources, title: str, stub: str) -> str:
    if sources.statement is not None:
        return sources.statement.read_text("utf-8", "replace")
    names = [
        f"`{n.name}`"
        for n in ast.parse(stub).body
        if isinstance(n, (ast.FunctionDef, ast.ClassDef))
    ]
    listed = ", ".join(names) or "The functions"
    return _SKELETON.format(title=title, functions=listed, file=f"{sources.module}.py")


def _requires(sources: Sources, stub: str) -> tuple[str, ...]:
    """Packages that the code and the tests import, and that are neither Python's nor the tests'."""
    files = (sources.solution, *sources.provided, *sources.tests)
    texts = [stub, *(p.read_text("utf-8") for p in files)]
    local = {path.stem for path in (*sources.beside, *sources.provided)} | {sources.module}
    local |= set(sources.home.with_suffix("").parts)
    found = {name.partition(".")[0] for text in texts for name in imports(ast.parse(text))}
    return tuple(sorted(found - local - _TESTING - sys.stdlib_module_names))


# A public example -----------------------------------------------------------------------------


def write_example(exercise: Exercise, rehearsal: Rehearsal) -> str:
    """Writes test_examples.py: the shortest imported test that stands by itself, or a call that a
    test makes. Returns which; nothing where there is neither, and the examples only import the
    file."""
    candidates = sorted(_examples(rehearsal), key=lambda found: len(found[1]))
    module = exercise.file.removesuffix(".py")
    said, text = "", _LEAST.format(module=module)
    if candidates:
        said, text = f"the test {candidates[0][0]}", candidates[0][1]
    elif rehearsal.recording is not None:
        call = first_that_holds(exercise, simple_calls(rehearsal.recording))
        if call is not None:
            said, text = f"the call {call.call}", call.text(module)
    head = '"""Public examples: run `pytest` in this folder. The hidden checks ask for more."""\n\n'
    (exercise.public / "test_examples.py").write_text(head + text, "utf-8")
    return said


_LEAST = """\
import {module}


def test_the_file_can_be_imported():
    assert {module}.__name__ == "{module}"
"""


def _examples(rehearsal: Rehearsal) -> list[tuple[str, str]]:
    found = []
    for name, text in rehearsal.texts.items():
        tree = ast.parse(text)
        imports = _imports(tree, rehearsal.public)
        imports = {n: line for n, line in imports.items() if not rehearsal.hides(line)}
        for node in tree.body:
            cases = node.body if isinstance(node, ast.ClassDef) and _is_test_case(node) else [node]
            for test in cases:
                if isinstance(test, ast.FunctionDef) and test.name.startswith("test"):
                    made = _alone(rehearsal, name, text, test, imports, test is not node)
                    found += [(test.name, made)] if made else []
    return found


def _alone(
    rehearsal: Rehearsal, name: str, text: str, test: Test, imports: dict[str, str], method: bool
) -> str | None:
    """The test with the imports that it needs; None where it needs anything else."""
    if not rehearsal.imported(name, test) or test.decorator_list:
        return None
    arguments = [arg.arg for arg in test.args.args]
    if arguments != (["self"] if method else []):
        return None
    own = {n.attr for n in ast.walk(test) if isinstance(n, ast.Attribute)
           and isinstance(n.value, ast.Name) and n.value.id == "self"}  # fmt: skip
    plain = (one for one in dir(unittest.TestCase) if one.startswith(("assert", "subTest", "fail")))
    if own - {*plain}:  # an assertion of the class's own, say
        return None
    used = {n.id for n in ast.walk(test) if isinstance(n, ast.Name)}
    stored = {
        n.id for n in ast.walk(test) if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)
    }
    stored |= {a.arg for a in ast.walk(test) if isinstance(a, ast.arg)}
    stored |= {h.name for h in ast.walk(test) if isinstance(h, ast.ExceptHandler) and h.name}
    if used - stored - set(dir(builtins)) - imports.keys():
        return None
    lines = sorted({imports[name] for name in used if name in imports})
    body = source_of(text, test)
    if not method:
        return "\n".join([*lines, "", "", body, ""])
    # A function, for examples also run where unittest's classes don't.
    start = test.body[0].lineno - test.lineno
    head = [f"def {test.name}():", "    self = unittest.TestCase()"]
    lines = sorted({"import unittest", *lines})
    return "\n".join([*lines, "", "", *head, *body.splitlines()[start:], ""])


def _imports(tree: ast.Module, public: Sequence[str]) -> dict[str, str]:
    """By name, the import that brings it. public: the names that a `*` stands for."""
    found: dict[str, str] = {}
    for node in tree.body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            if isinstance(node, ast.ImportFrom) and node.names[0].name == "*":
                found |= {name: f"from {node.module} import {name}" for name in public}
                continue
            for alias in node.names:
                one = ast.Import([alias]) if isinstance(node, ast.Import) else ast.ImportFrom(
                    node.module, [alias], node.level
                )  # fmt: skip
                found[alias.asname or alias.name.partition(".")[0]] = ast.unparse(one)
    return found


def _is_test_case(node: ast.ClassDef) -> bool:
    return any("TestCase" in ast.unparse(base) for base in node.bases)
