"""What fails in plain pytest fails in kata too, and nothing else; and what a report shows is so.

Each folder of tests/import_both_ways is what somebody might import: a file, with wrong_lines, and
its tests.
"""

from __future__ import annotations

import functools
import re
import subprocess
import sys
import tempfile
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from imported_tests import imported
from pasted import Untrue, tried
from wrong_lines import submissions_of

from grader import submissions
from grader.grade.session import Options, Session
from grader.model import Report
from grader.sets import library

CORPUS = Path(__file__).with_name("import_both_ways")
THEMES = sorted(path.name for path in CORPUS.iterdir() if path.is_dir())
# What the import leaves behind, and why it says so.
COPIED = "what crosses is a copy"
COPY = "compares identities with `is`: " + COPIED
NOT_HERE = "passes in one process and fails through a worker"
NOT_SO = f"{NOT_HERE}, where this does not hold"
NO_GRADIENT = f"{NOT_HERE}: AttributeError: 'NoneType' object has no attribute"
GRADIENTS = "follows gradients into the code"
RETURNED = f"changes what the student's code returned: {COPIED}"
LEFT = {
    "graphs": {
        "test_neighbours_edited": RETURNED,
        "test_relabel": COPY,
        "test_node_children_are_its_own": "changes a value after the student's code was given it",
        "test_tree_shape": COPY,
    },
    "layers": {
        "test_clip": COPY,
        "test_conv_zero": NOT_SO,
        "test_conv_is_a_layer": NOT_SO,
        "test_scale_learns": GRADIENTS,
        "test_scale_copied": "copies or pickles an object of the student's",
        "test_net_parts": NOT_SO,
        "test_net_gradient": GRADIENTS,
        "test_loss": f"{NO_GRADIENT} 'tolist'",
        "test_loss_again": f"{NO_GRADIENT} 'item'",
        "test_loss_of_own_model":
            "passes a function of a library's to the student's code, which would have to call back",
        "test_halves_are_views": NOT_SO,
        "test_train": RETURNED,
    },
}  # fmt: skip

Graded = Callable[[str], list[tuple[str, Report]]]


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Graded:
    """A theme's submissions, the right one first, each with what kata says of it."""

    @functools.cache
    def of(theme: str) -> list[tuple[str, Report]]:
        sources = [*submissions_of((CORPUS / theme / f"{theme}.py").read_text("utf-8"))]
        tests = (CORPUS / theme / f"test_{theme}.py").read_text("utf-8")
        with imported(tmp_path_factory.mktemp(theme), theme, sources[0], tests) as found:
            named = {left.test: left.why for left in found.adopted.named}
            assert named == LEFT.get(theme, {})
            exercise = library.find_exercise(f"mine/{theme}_")
            options = Options(store=False, thorough=True)
            with Session(exercise, options) as session:
                return [(s, session.grade(submissions.of_bytes(s.encode()))) for s in sources]

    return of


def plainly_failed(folder: Path, theme: str, source: str) -> set[str]:
    """The tests that fail in plain pytest, named as kata names checks."""
    name = f"test_{theme}.py"
    (folder / f"{theme}.py").write_text(source, "utf-8")
    (folder / name).write_bytes((CORPUS / theme / name).read_bytes())
    command = [sys.executable, "-B", "-m", "pytest", "-q", "-rfE", "--tb=no", "--color=no"]
    command += ["-p", "no:cacheprovider", "-p", "no:hypothesispytest", "--rootdir=.", "."]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert ran.returncode in (0, 1), ran.stdout + ran.stderr
    names = re.findall(rf"^(?:FAILED|ERROR) {re.escape(name)}::(\S+)", ran.stdout, re.M)
    assert bool(names) == bool(ran.returncode), ran.stdout
    return {name.replace("::", ".") for name in names}


@pytest.mark.parametrize("theme", THEMES)
def test_what_fails_is_the_same_both_ways(graded: Graded, tmp_path: Path, theme: str) -> None:
    different, never = set[str](), {check.name for check in graded(theme)[0][1].checks}
    for number, (source, report) in enumerate(graded(theme)):
        folder = tmp_path / str(number)
        folder.mkdir()
        plainly = {
            n
            for n in plainly_failed(folder, theme, source)
            if n.split("[")[0] not in LEFT.get(theme, {})
        }
        failing = {check.name for check in report.checks if check.status != "passed"}
        assert bool(plainly) == bool(number), plainly
        different |= {f"{name}, only plainly, file {number}" for name in plainly - failing}
        different |= {f"{name}, only with kata, file {number}" for name in failing - plainly}
        never -= plainly
    assert not different, "\n".join(sorted(different))
    assert not never, "no file fails these"


# What isn't so when it is pasted.
UNTRUE = {
    "test_loaded": "the file that the test wrote is missing",
    "test_nothing_of_other_errors": "what ends a block ends the lines",
    "test_transfer": "what the file keeps is among what came",
    "test_transfer_counts": "the calls that changed the constant are missing",
}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("theme", ["graphs", "ledger"])
def test_what_a_report_says_of_its_lines_is_so_in_plain_python(
    graded: Graded, tmp_path: Path, theme: str
) -> None:
    """Whoever pastes what stands behind "called" gets what stands behind "returned"."""
    untrue, whole, in_part = dict[str, str](), list[str](), list[str]()
    for source, report in graded(theme):
        failed = [check for check in report.checks if check.status != "passed"]
        # What the file keeps between tests is said so, and isn't among the lines.
        for check in (c for c in failed if c.why is None or c.why.id != "file:kept"):
            try:
                why = tried(report, check, functools.partial(_names, theme, source, tmp_path))
                (in_part if why else whole).append(check.name)
            except Untrue as error:
                shown = check.counterexample.call if check.counterexample else ""
                untrue[check.name] = f"{check.message}\n{shown}\n{error}\n"
    more = [text for name, text in untrue.items() if name not in UNTRUE]
    assert not more, "\n".join(more)
    names = {check.name for check in report.checks}
    assert {*untrue} == {*UNTRUE} & names, "what is so is none to be listed"
    assert len(whole) > 2 * len(in_part)


def _names(theme: str, source: str, folder: Path) -> dict[str, Any]:
    module = types.ModuleType(theme)
    sys.modules[theme] = module  # where dataclasses look
    exec(compile(source, f"{theme}.py", "exec"), module.__dict__)
    return vars(module) | {"tmp_path": Path(tempfile.mkdtemp(dir=folder))}
