"""Which modules of an instructor's folder students get beside the file that they write."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..errors import UsageError
from ..imported.install import imports


def listed_files(folder: Path) -> dict[str, list[Path]]:
    """What Exercism's list says of a folder's files: which are the student's to write ("solution"),
    which are there to be read ("editor"). Nothing where there is none, or another one."""
    try:
        files = json.loads((folder / ".meta" / "config.json").read_text("utf-8"))["files"]
        named = {part: [folder / str(name) for name in names] for part, names in files.items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}
    return {part: [p for p in paths if p.is_file()] for part, paths in named.items()}


def provided_by(
    folder: Path,
    home: Path,
    known: Sequence[Path],
    stub: Path,
    solution: Path,
    trees: Sequence[ast.Module],
    apart: set[Path | None],
) -> Iterator[Path]:
    """The modules that students get: those that are known to be, those that the stub imports, those
    that the solution and the tests both do, and what these import themselves.

    apart: the student's file, the solution and the tests, which are none.
    """
    tested = {name.partition(".")[0] for tree in trees for name in imports(tree)}
    asked = [p.stem for p in known] + sorted(_tops(stub)) * (stub != solution)
    asked += sorted(_tops(solution) & tested)
    taken = {path.resolve() for path in apart if path is not None}
    places = {path.stem: path for path in known}
    while asked:
        name = asked.pop(0)
        path = places.get(name) or lying(name, (home.parent, folder))
        if path is not None and path.resolve() not in taken:
            taken.add(path.resolve())
            yield path
            asked += sorted(_tops(path))


def lying(name: str, folders: Sequence[Path]) -> Path | None:
    return next((p for f in folders if (p := f / f"{name}.py").is_file()), None)


def _tops(path: Path) -> set[str]:
    try:
        return {name.partition(".")[0] for name in imports(ast.parse(path.read_text("utf-8")))}
    except (SyntaxError, ValueError) as error:
        raise UsageError(f"{path} can't be read as Python: {error}") from None
