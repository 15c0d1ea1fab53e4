"""The page for students who have nothing yet: which commands to type. Plain HTML.

It lies beside the index that it speaks of, in DIR/public, with the engine's wheel. It doesn't know
where it will be served, so it calls that ADDRESS unless it is told.
"""

from __future__ import annotations

import html
from pathlib import Path

from ...system import put_whole
from .engine import NAME, engine_wheel
from .index import SIMPLE, sha256
from .wheels import distribution

ADDRESS = "ADDRESS"
_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Exercises for kata</title></head>
<body>
<h1>Exercises for kata</h1>
<p>You need Python 3.11 or later. In an empty folder, type these lines, one after the
other.{address_is}</p>
{commands}
<p>Then read the statement that was put into the folder, edit the file, and type <code>kata
check</code>. In a new terminal, the line with <code>activate</code> comes first. Where PowerShell
says that running scripts is disabled, type <code>cmd</code>, then that line again.</p>
<h2>Files</h2>
<ul>
{files}
</ul>
</body>
</html>
"""


def write_start_page(public: Path, address: str | None = None) -> Path:
    """Writes DIR/public/index.html, and the engine's wheel beside it, as far as there is one."""
    engine = engine_wheel()
    if engine is not None:
        put_whole(public / engine[0], engine[1], mode=0o644)
    where = (address or ADDRESS).rstrip("/")
    sets = sorted(_set_names(public))
    wheels = sorted(public.glob("*.whl")) + sorted((public / SIMPLE).glob("*/*.whl"))
    is_unknown = (
        "" if address else f" {ADDRESS} stands for the address of this page, without index.html."
    )
    page = _PAGE.format(
        address_is=is_unknown,
        commands="\n".join(_commands(name, where, engine and engine[0]) for name in sets),
        files="\n".join(_link(wheel, public) for wheel in wheels),
    )
    put_whole(public / "index.html", page.encode(), mode=0o644)
    return public / "index.html"


def _set_names(public: Path) -> list[str]:
    prefix = distribution("")
    names = (path.name for path in (public / SIMPLE).iterdir() if path.is_dir())
    return [name.removeprefix(prefix).replace("-", "_") for name in names if prefix in name]


def _commands(name: str, where: str, engine: str | None) -> str:
    same = [
        f"pip install {f'{where}/{engine}' if engine else NAME}",
        f"kata add {name} --from {where}",
        f"kata next --set {name}",
    ]
    systems = {
        "Linux, macOS": ["python3 -m venv kata-env", ". kata-env/bin/activate", *same],
        # Each alone in its line: not every PowerShell knows &&.
        "Windows, in PowerShell or a command prompt": [
            "py -m venv kata-env",
            "kata-env\\Scripts\\activate",
            *same,
        ],
    }
    blocks = (
        f"<p>{system}:</p>\n<pre>\n{html.escape(chr(10).join(lines))}\n</pre>"
        for system, lines in systems.items()
    )
    return "\n".join([f"<h2>{html.escape(name)}</h2>", *blocks])


def _link(wheel: Path, public: Path) -> str:
    path = wheel.relative_to(public).as_posix()
    named = html.escape(wheel.name)
    return f'<li><a href="{html.escape(path)}#sha256={sha256(wheel)}">{named}</a></li>'
