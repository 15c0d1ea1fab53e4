"""A folder that both sides have: what is in it by name, what has changed, and the same done to the
other one.
"""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

# Of files, on either side; more of them, or larger ones, are no matter of a test.
MAX_FILES = 200
MAX_BYTES = 2**22

# None for a file that is gone.
Changes = dict[str, "bytes | None"]


def files_of(folder: str | Path) -> dict[str, bytes]:
    """What is in a folder, by name; a folder in it has a name that ends in a slash. No links."""
    found: dict[str, bytes] = {}
    for place, folders, names in os.walk(folder):
        inside = os.path.relpath(place, folder)
        for name in (*sorted(names), *(f"{one}/" for one in sorted(folders))):
            full = os.path.join(place, name)
            if len(found) >= MAX_FILES or os.path.islink(full.rstrip("/")):
                continue
            short = os.path.normpath(os.path.join(inside, name)).replace(os.sep, "/")
            short = os.fsencode(short).decode("utf-8", "replace")
            if name.endswith("/"):
                found[f"{short}/"] = b""
            elif os.path.isfile(full):
                with io.open(full, "rb") as file:  # noqa: UP020  (a test may replace open itself)
                    found[short] = file.read(MAX_BYTES)
    return found


def differences(before: Mapping[str, bytes], now: Mapping[str, bytes]) -> Changes:
    """What has to be done to a folder of before."""
    changed: Changes = {name: data for name, data in now.items() if before.get(name) != data}
    return changed | dict.fromkeys(name for name in before if name not in now)


def put(folder: str | Path, changed: Changes) -> None:
    """Writes and removes files of a folder."""
    for name, data in changed.items():
        path = Path(folder, name)
        if name.endswith("/"):
            if data is None:
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.mkdir(parents=True, exist_ok=True)
        elif data is None:
            path.unlink(missing_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
