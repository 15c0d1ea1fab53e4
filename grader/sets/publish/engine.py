"""The engine as a wheel, made of what is installed: a student who has nothing needs it first.

The same files give the same bytes, as with sets.
"""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from importlib import metadata
from pathlib import Path

from ... import __version__

NAME = "kata-grader"
PACKAGE = Path(__file__).resolve().parent.parent.parent
# The first second that a zip file can hold.
_FIRST = (1980, 1, 1, 0, 0, 0)


def engine_wheel() -> tuple[str, bytes] | None:
    """The wheel's name and its content; None where kata runs without having been installed."""
    try:
        about = metadata.distribution(NAME)
    except metadata.PackageNotFoundError:
        return None
    told = about.read_text("METADATA")
    if told is None or about.version != __version__:
        return None
    info = f"kata_grader-{__version__}.dist-info"
    files = {f"{PACKAGE.name}/{path}": content for path, content in _package().items()}
    files[f"{info}/METADATA"] = told.encode()
    files[f"{info}/WHEEL"] = (
        b"Wheel-Version: 1.0\nGenerator: kata\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    )
    files[f"{info}/entry_points.txt"] = (about.read_text("entry_points.txt") or "").encode()
    files[f"{info}/licenses/LICENSE"] = (about.read_text("licenses/LICENSE") or "").encode()
    files[f"{info}/RECORD"] = _record(files, f"{info}/RECORD")
    return f"kata_grader-{__version__}-py3-none-any.whl", _zipped(files)


def _package() -> dict[str, bytes]:
    found = (path for path in sorted(PACKAGE.rglob("*")) if path.is_file())
    return {
        path.relative_to(PACKAGE).as_posix(): path.read_bytes()
        for path in found
        if "__pycache__" not in path.parts and path.suffix not in (".pyc", ".pyo")
    }


def _record(files: dict[str, bytes], own: str) -> bytes:
    """What an installer holds each file against."""
    lines = []
    for path, content in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")
        lines.append(f"{path},sha256={digest},{len(content)}\n")
    return "".join([*lines, f"{own},,\n"]).encode()


def _zipped(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            entry = zipfile.ZipInfo(path, _FIRST)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return made.getvalue()
