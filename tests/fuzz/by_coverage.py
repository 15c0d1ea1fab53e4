"""Fuzzes what reads strangers' bytes, guided by coverage. Run by hand, for as long as one likes:

    pip install atheris
    python tests/fuzz/by_coverage.py wire|manifests|sources|views CORPUS -max_total_time=600

CORPUS is a folder that keeps what was found interesting; `seeds CORPUS` begins one for the wire,
whose messages no chance would find. A finding is an exception that nobody
announced; it becomes a case of a test (test_messages.py, test_values.py, test_library.py,
test_source.py, test_views.py), and this file stays as it is. pytest doesn't collect it.
"""

from __future__ import annotations

import ast
import contextlib
import json
import sys
import tempfile
import unicodedata
import warnings
from pathlib import Path

import atheris
import msgspec

with atheris.instrument_imports(include=["grader"]):
    from grader.errors import ManifestError
    from grader.process import source_rules
    from grader.sets import library
    from grader.views import json as as_json
    from grader.views import terminal
    from grader.wire import messages, values

MANIFESTS = (library._Exercise, library._Set, library._Checks)
PLACE = Path(tempfile.mkdtemp(prefix="kata-fuzz-")) / "exercise.toml"


def wire(data: bytes) -> None:
    """What a worker sends, on its way to an object."""
    for read in (messages.from_worker, messages.outcome, messages.example):
        with contextlib.suppress(messages.WireError):
            read(data)
    with contextlib.suppress(messages.WireError):
        values.from_wire(messages.value(data), lambda held: held)


def manifests(data: bytes) -> None:
    """What a set says of itself; the first byte chooses the manifest."""
    PLACE.write_bytes(data[1:])
    with contextlib.suppress(ManifestError):
        library._read_manifest(PLACE, MANIFESTS[data[0] % 3 if data else 0])


def sources(data: bytes) -> None:
    """A student's file, held to rules."""
    try:
        tree = compile(data, "f", "exec", ast.PyCF_ONLY_AST, dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    source_rules.violations(tree, ("math",), ("scipy",), ("numpy.dot",))


def views(data: bytes) -> None:
    """A student's text, wherever a report may have it."""
    from test_views import reports_with

    given = atheris.FuzzedDataProvider(data)
    width, text = given.ConsumeIntInRange(50, 120), given.ConsumeUnicode(200)
    for report in reports_with(text).values():
        for line in terminal.report_lines(report, width, every=True):
            odd = {c for c in line.plain if unicodedata.category(c) in ("Cc", "Cf", "Cs")}
            assert odd <= {"\n", "\t"}, odd
        assert json.loads(as_json.to_json(report))["output"] == report.output


def seeds(folder: Path) -> None:
    """Writes a message of each kind of value."""
    import numpy as np

    folder.mkdir(parents=True, exist_ok=True)
    square = np.arange(16.0).reshape(4, 4)
    objects = [1, 2**70, 1.5, "a", b"x", None, 1j, (1, [2.5]), {"a": {1, 2}}, range(3), slice(1, 2)]
    for number, value in enumerate([*objects, square, square.T, square[::2, ::2], np.float32(2)]):
        sent = messages.Returned(values.to_wire(value))
        done = messages.CaseDone([msgspec.Raw(messages.encode(sent))])
        for kind, message in (("value", sent.value), ("outcome", sent), ("case", done)):
            (folder / f"{kind}-{number}").write_bytes(messages.encode(message))


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    if sys.argv[1:2] == ["seeds"]:
        sys.exit(seeds(Path(sys.argv[2])))
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    targets = {"wire": wire, "manifests": manifests, "sources": sources, "views": views}
    if len(sys.argv) < 2 or sys.argv[1] not in targets:
        sys.exit(__doc__)
    atheris.Setup([sys.argv[0], *sys.argv[2:]], targets[sys.argv[1]])
    atheris.Fuzz()
