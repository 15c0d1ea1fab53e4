"""Keeps a folder of wheels as a simple package index, which any static host can serve.

    DIR/public/simple/index.html                  links to each project
    DIR/public/simple/kata-set-NAME/index.html    links to its wheels, each with its sha256
    DIR/public/simple/kata-set-NAME/*.whl
    DIR/private/simple/…                          the same for private halves

Two indexes and not one: whoever serves DIR/public has not served a single hidden check. The format
is the simple repository API of the Python packaging specifications, in HTML.
"""

from __future__ import annotations

import hashlib
import html
from collections.abc import Iterable
from pathlib import Path

from ...errors import UsageError
from ...system import put_whole

HALVES = ("public", "private")
SIMPLE = "simple"
_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>{title}</title></head>
<body>
<h1>{title}</h1>
{links}
</body>
</html>
"""


def sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def offer(wheel: Path, index: Path, project: str) -> bool:
    """Puts a wheel into an index. Returns False when exactly this wheel was there before; raises
    what is_new raises."""
    folder = index / SIMPLE / project
    place = folder / wheel.name
    new = is_new(wheel, index, project)
    folder.mkdir(parents=True, exist_ok=True)
    if new:
        put_whole(place, wheel.read_bytes(), mode=0o644)
    _write_pages(index / SIMPLE, folder)
    return new


def is_new(wheel: Path, index: Path, project: str) -> bool:
    """Whether an index hasn't this wheel yet. Raises UsageError when it has another of its name:
    a published version never changes, for somebody may have it."""
    place = index / SIMPLE / project / wheel.name
    if not place.exists():
        return True
    if sha256(place) != sha256(wheel):
        version = wheel.name.split("-")[1]
        raise UsageError(
            f"{project} {version} is published already, with other content: {place}",
            "Raise the version in set.toml, then publish again.",
        )
    return False


def _write_pages(simple: Path, folder: Path) -> None:
    wheels = sorted(path for path in folder.glob("*.whl"))
    _page(
        folder,
        [
            f'<a href="{html.escape(path.name)}#sha256={sha256(path)}" '
            f'data-requires-python="&gt;=3.11">{html.escape(path.name)}</a><br>'
            for path in wheels
        ],
    )
    projects = sorted(path.name for path in simple.iterdir() if path.is_dir())
    _page(simple, [f'<a href="{p}/">{p}</a><br>' for p in projects])


def _page(folder: Path, links: Iterable[str]) -> None:
    text = _PAGE.format(title=html.escape(folder.name), links="\n".join(links))
    put_whole(folder / "index.html", text.encode(), mode=0o644)
