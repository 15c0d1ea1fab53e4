"""Imports one folder: guesses, tries, writes. Nothing is written unless all is well."""

from __future__ import annotations

import ast
import re
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ..errors import UsageError
from ..imported.install import imports
from .find_files import Sources
from .provided import lying
from .stub import filled, made_from
from .trial_run import Named, Rehearsal, in_process
from .write_exercise import add_to_set, check_set, draft, finish, names_of_checks, write_example


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted:
    """What an import came to. checks: names of the imported ones, cases of a parametrized test
    counted apart; named: the tests that stay behind, in the order of their lines; example: the
    test or the call that became the public example, if any."""

    exercise: str
    public: Path
    private: Path
    checks: tuple[str, ...]
    named: tuple[Named, ...]
    example: str


def adopt(sources: Sources, target: str, root: Path) -> Adopted:
    """Makes the exercise SET/NAME below `root`.

    Raises UsageError when it is there already, when the tests don't run on the solution, or when
    no test can be imported.
    """
    set_name, name = _target(target)
    for taken in {
        sources.module,
        name,
        *(p.stem for p in sources.provided),
    } & sys.stdlib_module_names:
        raise UsageError(
            f"{taken} is also a module of Python's own, and would hide it.",
            "Give the exercise, the file and the imports of the tests another name.",
        )
    _must_stand_alone(sources)
    check_set(root, set_name, name)
    witnessed = in_process(sources)
    with tempfile.TemporaryDirectory(prefix="kata-import-") as place:
        made = Path(place).resolve()
        exercise = draft(sources, set_name, name, stub_of(sources), made)
        rehearsal = Rehearsal(exercise, sources, names_of_checks(sources))
        rehearsal.run(witnessed)
        _need(rehearsal.crossed, rehearsal, sources)
        rehearsal.on_stub((exercise.public / exercise.file).read_bytes())
        _need(bool(rehearsal.checks), rehearsal, sources)
        finish(rehearsal, exercise)
        example = write_example(exercise, rehearsal)
        for half in ("exercises", "solutions"):
            goal = root / half / set_name
            goal.mkdir(parents=True, exist_ok=True)
            shutil.copytree(made / half / set_name / name, goal / name)
    add_to_set(root, exercise)
    return Adopted(
        exercise=exercise.id,
        public=root / "exercises" / set_name / name,
        private=root / "solutions" / set_name / name,
        checks=tuple(sorted(rehearsal.checks)),
        named=tuple(sorted(rehearsal.named.values(), key=lambda n: (n.file.name, n.line))),
        example=example,
    )


def _must_stand_alone(sources: Sources) -> None:
    """Raises UsageError where the solution imports a file that students don't get."""
    tree = ast.parse(sources.solution.read_text("utf-8"))
    given = {path.stem for path in sources.provided}
    for name in sorted({dotted.partition(".")[0] for dotted in imports(tree)} - given):
        path = lying(name, (sources.folder / sources.home.parent, sources.folder))
        if name != sources.module and path is not None:
            raise UsageError(
                f"The solution imports {path.name}, which neither the stub nor a test does.",
                f"If students get it: --provided {path}. Else put what is needed of it into "
                "the solution.",
            )


def stub_of(sources: Sources) -> str:
    """The text of the stub that students get."""
    if sources.stub is None:
        given = [path.stem for path in sources.provided]
        return made_from(sources.solution.read_text("utf-8"), given)
    return filled(sources.stub.read_text("utf-8"))


def _target(target: str) -> tuple[str, str]:
    set_name, _, name = target.partition("/")
    plain = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
    if not plain.fullmatch(set_name) or not plain.fullmatch(name):
        raise UsageError(
            f"{target!r} is not SET/NAME.",
            "Two plain names, of letters, digits and _: convolution/box_blur",
        )
    return set_name, name


def _need(some: bool, rehearsal: Rehearsal, sources: Sources) -> None:
    if not some:
        first = min(rehearsal.named.values(), key=lambda n: n.line, default=None)
        said = f" The first: {first.file.name}, line {first.line}: {first.why}" if first else ""
        raise UsageError(f"None of the tests of {sources.folder} can be imported.{said}")
