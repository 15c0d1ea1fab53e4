"""The hostile corpus: what hostile and broken submissions try, and that it gets them nothing.

    tests/hostile/<expected>/<what it is>.py

The folder says the status that each check ends with; `honest` holds the honest twins, which keep
full marks, and `harmless` attacks that come to nothing, so that the honest part beside them earns
its marks (where such an attack works, its file fails on purpose). The docstring says what is
tried; lines below it say the rest:

    # exercise: tiny/slide     what it is handed in for, tiny/double unless said
    # earns: 4                 what its honest part earns, 0 unless said
    # also: error              other statuses that its checks may end with
    # limits: call_s=1.0       limits other than the corpus's
    # says nothing: word       what must not be in the report
    # loads: never             the grader's patience with loading is cut short

In a source, @FOLDER@, @CANARY@, @SOLUTIONS@, @CACHE@, @REPO@ and @GRADER@ stand for the places and
the process that an attack is aimed at.
"""

from __future__ import annotations

import dataclasses
import hashlib
import os
import re
import resource
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from conftest import REPO, statuses, write_tiny_set

from grader import library
from grader.grading.session import Options, Session
from grader.model import Isolation, Report
from grader.views import json as json_view
from grader.worker import host, sandbox

HOSTILE = Path(__file__).parent / "hostile"
CORPUS = sorted(HOSTILE.glob("*/*.py"))
# Attacks on the verdict: they need no file, socket or process, so nothing but the design stops
# them. Those whose harm is outside the grading, or that only take long, stay with "confined".
FORGERIES = [
    path
    for path in CORPUS
    if path.parent.name in ("failed", "error", "crashed") and path.stem != "closes_every_descriptor"
]
LIMITS = {"call_s": 0.5, "cpu_s": 5.0, "memory_mib": 300, "submission_s": 15.0, "output_kib": 4}
# What a worker that stopped once may do to the checks after it: three new starts and no more.
ALSO = {"timeout": {"crashed"}, "out_of_memory": {"crashed"}}
MAX_REPORT = 60_000
MAX_GROWTH_MIB = 700
SECRET = "canary-in-the-environment"


@dataclass(frozen=True)
class Attack:
    """One file of the corpus with what its head says."""

    expected: str
    exercise: str
    earns: str
    also: frozenset[str]
    limits: dict[str, float]
    says_nothing: str
    loads: bool
    source: bytes


def read(path: Path, places: dict[str, str]) -> Attack:
    source = path.read_bytes()
    text = source.decode("latin-1")
    said = dict(
        re.findall(r"^# (exercise|earns|also|limits|says nothing|loads): (.+)$", text, re.M)
    )
    limits = dict(pair.split("=") for pair in said.get("limits", "").split(", ") if pair)
    for name, place in places.items():
        source = source.replace(b"@%s@" % name.encode(), place.encode())
    return Attack(
        expected=path.parent.name,
        exercise=said.get("exercise", "tiny/double"),
        earns=said.get("earns", "0"),
        also=frozenset(said.get("also", "").split()),
        limits={name: float(value) for name, value in limits.items()},
        says_nothing=said.get("says nothing", SECRET),
        loads="loads" not in said,
        source=source,
    )


class Range:
    """Where attacks are let loose: the tiny set, its cache and a canary, with sessions over them."""

    def __init__(self, root: Path, isolation: Isolation) -> None:
        self.root = root
        self.isolation: Isolation = isolation
        self._sessions: dict[Any, Session] = {}
        write_tiny_set(root)
        self.canary = root / "canary.txt"
        self.canary.write_text("the canary lives")
        self.places = {
            "FOLDER": str(root),
            "CANARY": str(self.canary),
            "SOLUTIONS": str(root / "solutions"),
            "CACHE": str(root / "cache"),
            "REPO": str(REPO),
            "GRADER": str(os.getpid()),
        }

    def session(self, exercise: str, limits: dict[str, float]) -> Session:
        key = exercise, tuple(sorted(limits.items()))
        if key not in self._sessions:
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("KATA_PATH", str(self.root))
                patch.setenv("KATA_CACHE", str(self.root / "cache"))
                patch.setenv("KATA_SECRET", SECRET)
                library.load_set.cache_clear()
                found = library.find_exercise(exercise)
                found = replace(found, limits=replace(found.limits, **(LIMITS | limits)))
                # Explaining asks every wrong variant of a shipped exercise once, which takes long.
                options = Options(isolation=self.isolation, explain=found.set_name == "tiny")
                self._sessions[key] = Session(found, options).__enter__()
            library.load_set.cache_clear()
        return self._sessions[key]

    def grade(self, source: bytes, exercise: str = "tiny/double", **limits: float) -> Report:
        session = self.session(exercise, limits)
        with pytest.MonkeyPatch.context() as patch:
            # The session's own pytest forgets which test is running; ours must not.
            patch.setenv("PYTEST_CURRENT_TEST", os.environ.get("PYTEST_CURRENT_TEST", ""))
            return session.grade(library.submission(source, "submission.py"))

    def honest(self, exercise: str, **limits: float) -> Report:
        name = exercise.partition("/")[2]
        return self.grade((HOSTILE / "honest" / f"{name}.py").read_bytes(), exercise, **limits)

    def close(self) -> None:
        for session in self._sessions.values():
            session.close()


@dataclass(frozen=True)
class Traces:
    """What an attack could have changed: files, and the grader's own process."""

    files: dict[str, str]
    folder: str
    environment: dict[str, str]
    descriptors: int
    threads: int


def traces(root: Path) -> Traces:
    looked_at = [root, REPO / "solutions" / "convolution" / "naive_conv", REPO / "grader/worker"]
    return Traces(
        files={
            str(path): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
            for top in looked_at
            for path in top.rglob("*")
            if "__pycache__" not in path.parts
        },
        folder=os.getcwd(),
        environment={k: v for k, v in os.environ.items() if k != "PYTEST_CURRENT_TEST"},
        descriptors=len(os.listdir("/proc/self/fd")),
        threads=threading.active_count(),
    )


def peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@pytest.fixture(scope="module")
def confined(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Range]:
    needed = {"landlock-files", "seccomp"}
    missing = [x.name for x in sandbox.probe() if x.name in needed and not x.enforced]
    if missing:
        pytest.skip(f"this machine has no {' and no '.join(missing)}")
    made = Range(tmp_path_factory.mktemp("range"), "confined")
    yield made
    made.close()


@pytest.fixture(scope="module")
def unconfined(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Range]:
    made = Range(tmp_path_factory.mktemp("open_range"), "process")
    yield made
    made.close()


def assert_right_verdict(report: Report, attack: Attack) -> None:
    seen = statuses(report)
    if attack.expected in ("honest", "harmless"):
        assert seen == {"passed"}, [c.message for c in report.checks] + [report.message]
        assert (report.verdict, report.score) == ("passed", report.max_score)
        return
    assert report.verdict == "failed"
    assert attack.expected in seen
    others = {"passed"} if attack.earns != "0" else set()
    if attack.exercise == "tiny/double" and attack.expected != "failed":
        others.add("failed")  # a check that wants a TypeError has met another exception
    assert seen <= {attack.expected} | others | attack.also | ALSO.get(attack.expected, set())
    if attack.earns != "any":
        assert report.score == float(attack.earns)
    assert report.score < report.max_score or attack.earns == "any"


def assert_says_it_in_a_sentence(report: Report, attack: Attack) -> None:
    """What the student is told: short, theirs, and nothing of ours."""
    for result in report.checks:
        if result.status in ("passed", "skipped"):
            continue
        assert result.message or result.counterexample, result
        first = (result.message or "").partition("\n")[0]
        assert len(first) < 3_000
    said = json_view.dumps(report) if hasattr(json_view, "dumps") else repr(report)
    assert len(said) < MAX_REPORT
    for ours in ("Traceback", "grader/grading", "grader/worker", "site-packages", "hypothesis/"):
        assert ours not in (report.message or "")
        assert not any(ours in (c.message or "") for c in report.checks)
        assert not any(ours in str(c.counterexample) for c in report.checks)
    assert attack.says_nothing not in said


@pytest.mark.parametrize("path", CORPUS, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_an_attack_gets_what_it_deserves_and_leaves_no_trace(
    confined: Range, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The verdict is right, nothing was harmed, and the next submission is graded as ever."""
    attack = read(path, confined.places)
    confined.honest(attack.exercise, **attack.limits)  # opens the session: its files are ours
    before, peak = traces(confined.root), peak_mib()
    with monkeypatch.context() as patch:
        if not attack.loads:
            patch.setattr(host, "GRACE_S", 0.5)
        report = confined.grade(attack.source, attack.exercise, **attack.limits)
    assert_right_verdict(report, attack)
    assert_says_it_in_a_sentence(report, attack)
    next_one = confined.honest(attack.exercise, **attack.limits)
    assert (next_one.verdict, next_one.score) == ("passed", next_one.max_score)
    assert next_one.output is None
    after = traces(confined.root)
    assert after == dataclasses.replace(
        before, descriptors=after.descriptors, threads=after.threads
    )
    assert peak_mib() - peak < MAX_GROWTH_MIB
