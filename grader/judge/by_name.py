"""Whether a checks.py imports the student's module by its name, so that something has to stand in
for it there. Knows no more of that: what stands in brings unittest.mock, asyncio and TLS with it,
and checks that take the `student` fixture are judged without."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..checks.channel import Channel

if TYPE_CHECKING:
    from ..imported.install import InstalledModule


def stage_for(
    file: Path, module: str, channel: Channel, provided: Sequence[str] = ()
) -> InstalledModule | None:
    """What imported/install.py's gives, which is only loaded where that can be something."""
    if not any(_names(path, module) for path in file.parent.glob("*.py")):
        return None
    from ..imported import install

    return install.stage_for(file, module, channel, provided)


def _names(path: Path, module: str) -> bool:
    """Whether a file has an import in which this name is a part of a dotted one."""
    try:
        tree = ast.parse(path.read_text("utf-8"))
    except (OSError, SyntaxError, ValueError):
        return False  # pytest says it better
    return any(module in _parts(node) for node in ast.walk(tree))


def _parts(node: ast.AST) -> list[str]:
    if not isinstance(node, (ast.Import, ast.ImportFrom)):
        return []
    dotted = [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        dotted.append(node.module)
    return [part for name in dotted for part in name.split(".")]
