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
    # confined: only           it is long, and no layer of the sandbox is what stops it

In a source, @FOLDER@, @CANARY@, @SOLUTIONS@, @CACHE@, @REPO@ and @GRADER@ stand for the places and
the process that an attack is aimed at.
"""

from __future__ import annotations

import hashlib
import importlib
import os
import re
import resource
import threading
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from conftest import REPO, statuses, write_tiny_set

from grader import submissions
from grader.confine import self_test
from grader.errors import SubmissionError
from grader.grade.session import Options, Session
from grader.judge import answer_budget, live_budget
from grader.model import Isolation, Report
from grader.process import host
from grader.sets import library
from grader.views.json import to_json
from grader.views.terminal import report_lines

HOSTILE = Path(__file__).parent / "hostile"
CORPUS = sorted(HOSTILE.glob("*/*.py"))
# Attacks on the verdict with small exercises: they need no file, socket or process, so that only
# the design stops them. The reference can be read where nothing is confined; see below.
FORGERIES = [
    path
    for path in CORPUS
    if path.parent.name == "failed"
    and not re.search(rb"^# (exercise: convolution|confined: only)", path.read_bytes(), re.M)
    and path.stem != "imports_the_reference"
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
    if path.parent.name == "timeout":  # each check waits for one call, four times in all
        limits.setdefault("call_s", "0.25")
    for name, place in places.items():
        source = source.replace(b"@%s@" % name.encode(), place.encode())
    return Attack(
        expected=path.parent.name,
        exercise=said.get("exercise", "tiny/double"),
        earns=said.get("earns", "0"),
        also=frozenset(said.get("also", "").split()),
        limits={
            name: float(value) if "." in value else int(value) for name, value in limits.items()
        },
        says_nothing=said.get("says nothing", SECRET),
        loads="loads" not in said,
        source=source,
    )


class Range:
    """Where attacks are let loose: the tiny set, its cache, a canary, and sessions over them."""

    def __init__(self, root: Path, isolation: Isolation) -> None:
        self.root = root
        self.isolation: Isolation = isolation
        self._sessions: dict[Any, Session] = {}
        write_tiny_set(root, cases=6)
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
                # torch wakes up slowly, above all beside other work.
                patience = {} if found.set_name == "tiny" else {"call_s": 3.0}
                chosen = LIMITS | patience | limits
                found = replace(found, limits=replace(found.limits, **chosen))
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
            return session.grade(submissions.of_bytes(source, "submission.py"))

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


def traces(root: Path) -> Traces:
    looked_at = [root]
    return Traces(
        files={
            str(path): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
            for top in looked_at
            for path in top.rglob("*")
            if "__pycache__" not in path.parts
        },
        folder=os.getcwd(),
        environment={k: v for k, v in os.environ.items() if k != "PYTEST_CURRENT_TEST"},
    )


def assert_untouched(before: Traces, after: Traces) -> None:
    """Nothing changed and nothing is new but the grader's own notes in its cache."""
    new = after.files.keys() - before.files.keys()
    assert {Path(name).parent.parent.name for name in new} <= {"cache"}
    kept = {name: after.files.get(name) for name in before.files}
    assert (kept, after.folder, after.environment) == (
        before.files,
        before.folder,
        before.environment,
    )


def peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@pytest.fixture(scope="module", autouse=True)
def a_fifth_of_what_explaining_may_cost() -> Iterator[None]:
    """Attacks that use it up need a fifth of the size, and take less time. What these budgets are
    is asked where each of them is tested."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("MAX_KEPT", "LOOKS"):
            patch.setattr(answer_budget, name, getattr(answer_budget, name) // 5)
        for name in ("MAX_UNENDED_S", "RUN_S"):
            patch.setattr(live_budget, name, getattr(live_budget, name) / 5)
        yield


@pytest.fixture(scope="module")
def confined(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Range]:
    needed = {"landlock-files", "seccomp"}
    missing = [x.name for x in self_test.probe() if x.name in needed and not x.enforced]
    if missing:
        pytest.skip(f"this machine has no {' and no '.join(missing)}")
    made = Range(tmp_path_factory.mktemp("range"), "confined")
    # Something wrong opens pytest, which leaves variables of its own; whichever test comes first.
    made.grade(b"def double(numbers): return numbers\n")
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
        # It ran to its end: an attack that works raises, and this would be noted.
        assert not [note for note in report.notes if "was graded" in note]
        return
    assert report.verdict == "failed"
    assert attack.expected in seen
    others = {"passed"} if attack.earns != "0" else set()
    if attack.exercise == "tiny/double" and attack.expected != "failed":
        others.add("failed")  # a check that wants a TypeError has met another exception
    assert seen <= {attack.expected} | others | attack.also | ALSO.get(attack.expected, set())
    assert attack.earns == "any" or report.score == float(attack.earns)
    assert report.score < report.max_score


def assert_says_it_in_a_sentence(report: Report, attack: Attack) -> None:
    """What the student is told: short, theirs, and nothing of ours."""
    for result in report.checks:
        if result.status in ("passed", "skipped"):
            continue
        if report.exercise.startswith("tiny/"):  # the others are not explained here
            assert result.message or result.counterexample, result
        sentence = result.message or ""
        assert len(sentence) < 3_000
        # Only a syntax error is followed by a second line, the student's own; others are set off.
        set_off = all(line.startswith("│") for line in sentence.split("\n")[1:])
        assert set_off or "Python can't read this" in sentence
    said = to_json(report)
    assert len(said) < MAX_REPORT
    for ours in ("Traceback", "grader/judge", "grader/process", "site-packages", "hypothesis/"):
        assert ours not in (report.message or "")
        assert not any(ours in (c.message or "") for c in report.checks)
        assert not any(ours in str(c.counterexample) for c in report.checks)
    assert attack.says_nothing not in said
    lines = [line.plain for line in report_lines(report, every=True)]
    # A line that is made to look like one of ours stands behind a mark.
    assert not any(line.lstrip().startswith("✓ every") for line in lines)
    assert not [c for line in lines for c in line if unicodedata.category(c) in ("Cc", "Cf", "Cs")]


@pytest.mark.parametrize("path", CORPUS, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_an_attack_gets_what_it_deserves_and_leaves_no_trace(
    confined: Range, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The verdict is right, nothing was harmed, and the next submission is graded as ever."""
    attack = read(path, confined.places)
    confined.session(attack.exercise, attack.limits)  # which is opened here: its files are ours
    before, peak = traces(confined.root), peak_mib()
    with monkeypatch.context() as patch:
        if not attack.loads:
            patch.setattr(host, "GRACE_S", 0.5)
            patch.setattr(host, "LOADING_S", 0.5)
        report = confined.grade(attack.source, attack.exercise, **attack.limits)
    assert_right_verdict(report, attack)
    assert_says_it_in_a_sentence(report, attack)
    next_one = confined.honest(attack.exercise, **attack.limits)
    assert (next_one.verdict, next_one.score) == ("passed", next_one.max_score)
    assert next_one.output is None
    assert_untouched(before, traces(confined.root))
    assert peak_mib() - peak < MAX_GROWTH_MIB


def test_the_corpus_has_every_kind_of_ending_and_says_what_it_tries() -> None:
    """A file in a folder nobody reads, or without its line, would test nothing."""
    endings = {"honest", "harmless", "failed", "error", "timeout", "out_of_memory", "crashed",
               "forbidden"}  # fmt: skip
    assert {path.parent.name for path in CORPUS} == endings
    for path in CORPUS:
        text = path.read_text("latin-1")
        assert re.search(r'^"""\S.{10,110}[.]"""$|^"""N .*"""$', text, re.M), path


@pytest.mark.parametrize("path", CORPUS, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_what_an_attack_takes_hold_of_is_there(path: Path) -> None:
    """Where a name of ours has moved, an attack on it would fail for want of the name."""
    text = path.read_text("latin-1")
    for held, module in re.findall(r'^(\w+) = sys\.modules\["(grader\.[\w.]+)"\]$', text, re.M):
        ours = importlib.import_module(module)
        named = re.findall(rf"\b{held}\.(\w+)", text)
        assert [name for name in named if not hasattr(ours, name)] == []


def test_crashing_submissions_leak_no_descriptor_and_no_thread(confined: Range) -> None:
    """A class of three hundred must not use up the grader."""
    source = b"import os\ndef double(numbers):\n    os._exit(0)\n"

    def held() -> tuple[int, int]:
        return len(os.listdir("/proc/self/fd")), threading.active_count()

    def after_five() -> tuple[int, int]:
        for _ in range(5):
            confined.grade(source)
        return held()

    before = after_five()  # opens what stays open: the checks, the reference's workers
    after_five()
    for _ in range(100):  # the clocks of checks go when they have had nothing to do for a moment
        descriptors, threads = held()
        if descriptors <= before[0] and threads <= before[1]:
            break
        time.sleep(0.1)
    assert descriptors <= before[0]
    assert threads <= before[1], threading.enumerate()


@pytest.mark.parametrize("path", FORGERIES, ids=lambda p: p.stem)
def test_without_confinement_a_forged_verdict_is_still_refused(
    unconfined: Range, path: Path
) -> None:
    """The comparison happens elsewhere; no layer of the sandbox is needed for that."""
    attack = read(path, unconfined.places)
    report = unconfined.grade(attack.source, attack.exercise, **attack.limits)
    assert_right_verdict(report, attack)
    assert report.isolation == "process"
    assert unconfined.honest(attack.exercise).verdict == "passed"


def test_without_confinement_the_report_says_that_the_reference_could_be_read(
    unconfined: Range,
) -> None:
    """What "process" doesn't promise is said in every report, whatever the verdict."""
    attack = read(HOSTILE / "failed" / "imports_the_reference.py", unconfined.places)
    report = unconfined.grade(attack.source, attack.exercise)
    assert report.promises == (
        "The submission could read and write files as the user who graded it.",
        "The submission could use the network and start processes.",
    )


def test_without_confinement_a_daemon_is_ended_with_its_submission(unconfined: Range) -> None:
    """Processes can be started there; none is left for the next submission."""
    source = (
        b"import os, time\n"
        b"if os.fork() == 0:\n"
        b"    os.setsid()\n"
        b"    if os.fork() == 0:\n"
        # Not a byte may be written even here; a folder's name says enough.
        b"        os.mkdir('@FOLDER@/daemon-%d' % os.getpid())\n"
        b"        os.closerange(0, 64)\n"
        b"        time.sleep(60)\n"
        b"    os._exit(0)\n"
        b"os.wait()\n"
        b"while not any('daemon-' in name for name in os.listdir('@FOLDER@')): pass\n"
        b"def double(numbers): return [2 * n for n in numbers]\n"
    ).replace(b"@FOLDER@", bytes(unconfined.root))
    assert unconfined.grade(source).verdict == "passed"
    number = int(next(unconfined.root.glob("daemon-*")).name.partition("-")[2])
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


# Where a source file is expected ---------------------------------------------------------------

GOOD = (HOSTILE / "honest" / "double.py").read_bytes()


def test_what_is_not_a_regular_file_is_not_read(tmp_path: Path) -> None:
    """Neither waited for, nor followed for ever, nor read to its end."""
    fifo, folder = tmp_path / "fifo.py", tmp_path / "folder.py"
    os.mkfifo(fifo)
    folder.mkdir()
    links = {"zero.py": "/dev/zero", "loop.py": "loop.py", "gone.py": "nowhere", "up.py": ".."}
    for name, target in links.items():
        (tmp_path / name).symlink_to(target)
    (tmp_path / "tofifo.py").symlink_to(fifo)
    for path in [fifo, folder, tmp_path / "tofifo.py", *(tmp_path / name for name in links)]:
        with pytest.raises(SubmissionError) as refused:
            submissions.read(path)
        assert refused.value.message.count("\n") == 0
        assert refused.value.message.endswith(".")


def test_a_file_of_two_megabytes_is_refused_by_its_size(tmp_path: Path) -> None:
    """A hole of a gigabyte is a small file to whoever sends it."""
    path = tmp_path / "double.py"
    with path.open("wb") as file:
        file.truncate(2 * 2**20)
    with pytest.raises(SubmissionError, match=r"is 2.0 MiB; a submission is at most 1 MiB"):
        submissions.read(path)


@pytest.mark.parametrize(
    "source",
    [
        b"",
        b"\0" * 100,
        GOOD + b"\0",
        b"\xff\xfe" + GOOD,
        b"x = '\xe9'\n" + GOOD,
        "\ufeff".encode("utf-16") + GOOD.decode().encode("utf-16"),
        b"(" * 100_000 + b")" * 100_000,
        b"-" * 500_000 + b"1",
        b"x" + b".y" * 100_000,
        b"def double(numbers): return " + b"~" * 90_000 + b"1",
        b"if 1:\n" + b"".join(b" " * n + b"if 1:\n" for n in range(1, 200)),
        b"def double(:\n",
        b"\x1b[2J\n",
        "def double(numbers): return \u202e2\n".encode(),
        b"# coding: no-such-coding\n" + GOOD,
        b"\x0c" * 1000 + b"}",
        b"9" * 10_000,
    ],
    ids=["empty", "NULs", "NUL at the end", "two wrong bytes", "latin-1", "utf-16", "brackets",
         "minus signs", "dots", "tildes", "indents", "half a line", "escape", "right to left",
         "unknown coding", "form feeds", "digits"],
)  # fmt: skip
def test_what_python_cannot_read_is_an_error_of_the_file(
    confined: Range, source: bytes, tmp_path: Path
) -> None:
    """The parser may break; it breaks in the worker."""
    path = tmp_path / "double.py"
    path.write_bytes(source)
    session = confined.session("tiny/double", {})
    report = session.grade(submissions.read(path))
    assert (report.verdict, report.score) == ("failed", 0.0)
    assert statuses(report) <= {"error", "crashed"}
    assert report.message or report.checks[0].message
    assert len(to_json(report)) < MAX_REPORT
    assert "Traceback" not in to_json(report)
    assert confined.honest("tiny/double").verdict == "passed"


HABITS = {
    "CRLF": lambda source: source.replace(b"\n", b"\r\n"),
    "CR": lambda source: source.replace(b"\n", b"\r"),
    "BOM": lambda source: b"\xef\xbb\xbf" + source,
    "latin-1": lambda source: b"# coding: latin-1\n# caf\xe9\n" + source,
    "latin-1, undeclared": lambda source: source + b"\n# caf\xe9\n",
    "right to left": lambda source: b"# " + b"\xe2\x80\xae" * 100 + b"\n" + source,
    "nested": lambda source: source + b"x = " + b"[" * 50 + b"]" * 50 + b"\n",
    "empty lines": lambda source: source + b"\n" * 500_000,
    "long line": lambda source: source + b"\n#" + b"x" * 500_000,
}


@pytest.mark.parametrize("habit", HABITS)
def test_honest_files_of_every_habit_keep_their_marks(confined: Range, habit: str) -> None:
    """Editors and systems differ; the student did nothing wrong."""
    report = confined.grade(HABITS[habit](GOOD))
    assert (report.verdict, report.score) == ("passed", report.max_score)


@pytest.mark.parametrize("habit", HABITS)
def test_wrong_files_of_every_habit_are_told_what_is_wrong(confined: Range, habit: str) -> None:
    """Explaining reads the file as well, and must read what Python has read."""
    wrong = GOOD.replace(b"double", b"duoble")
    report = confined.grade(HABITS[habit](wrong))
    assert report.verdict == "failed"
    assert "The file has no function double." in str(report.message or report.checks[0].message)


@pytest.mark.parametrize(
    "name", ["../../etc/cron", "-rf", "=cmd()", "a\nb", "\x1b[2J", "\u202e", "\udc80", ""]
)
def test_a_name_is_only_shown(confined: Range, name: str) -> None:
    """A path or a student's name is never opened, run or printed raw by the engine."""
    before = traces(confined.root)
    submission = submissions.of_bytes(GOOD, name, name)
    report = confined.session("tiny/double", {}).grade(submission)
    assert report.verdict == "passed"
    assert report.submission.student == name
    assert_untouched(before, traces(confined.root))
