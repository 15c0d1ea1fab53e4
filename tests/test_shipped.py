"""What an author's machine ships: nobody else draws a case or runs a known mistake, and a file that
doesn't fit is as good as none."""

from __future__ import annotations

import platform
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import GOOD_DOUBLE, REPO, SLIDE, TinySet, write_tiny_set
from test_publish import contents

from grader import submissions
from grader.explain.case_features import CaseFeatures, _Facts, facts_key
from grader.explain.known_mistakes import KnownMistakes, mistakes_key
from grader.grade.session import Options, Session
from grader.judge import cache, recording, shipped
from grader.judge.check_runner import CheckRunner
from grader.judge.judge import Judge
from grader.judge.shipped import Shipped
from grader.model import Report
from grader.prove.record import is_current, keys_of, record
from grader.prove.verify import verify
from grader.sets import library, set_files
from grader.sets.publish.wheels import build

WRONG = b"def double(numbers): return [n + 2 for n in numbers]"
FLIPPED = SLIDE["solutions/tiny/slide/wrong/flipped.py"].encode()
SETS = ("convolution", "pooling", "tour")


@pytest.fixture(scope="module")
def tiny_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_set(tmp_path_factory.mktemp("few"), cases=4)


_MADE: dict[tuple[str, str, str], bytes] = {}


def recorded(tiny_set: TinySet, name: str = "double") -> Path:
    """The file that an author's machine writes. It is worked out once for each state of the set."""
    exercise = tiny_set.exercise(name)
    file = tiny_set.file(f"solutions/tiny/{name}/recorded.bin")
    if keys_of(exercise) not in _MADE:
        written = record(exercise)
        assert (written.problem, written.size > 0) == ("", True)
        _MADE[keys_of(exercise)] = file.read_bytes()
    file.write_bytes(_MADE[keys_of(exercise)])
    return file


def graded(tiny_set: TinySet, source: bytes, name: str = "double", **options: Any) -> Report:
    with Session(tiny_set.exercise(name), Options(**options)) as session:
        return in_session(session, source)


def in_session(session: Session, source: bytes) -> Report:
    """What is said, whatever the clock says."""
    report = session.grade(submissions.of_bytes(source))
    checks = tuple(replace(check, duration_s=0.0) for check in report.checks)
    return replace(report, id="", time="", duration_s=0.0, checks=checks)


def nothing_is_worked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """To draw a case, to run a known mistake or to look at what is true of a case is an error."""

    def worked_out(*_: object) -> None:
        raise AssertionError("worked out on the student's machine")

    monkeypatch.setenv("KATA_DEBUG", "1")
    monkeypatch.setattr(CheckRunner, "record", worked_out)
    monkeypatch.setattr(KnownMistakes, "_run", worked_out)
    monkeypatch.setattr(KnownMistakes, "_made", worked_out)
    monkeypatch.setattr(CaseFeatures, "_made", worked_out)


@pytest.fixture(scope="module")
def alone(tiny_root: Path) -> Report:
    """What a wrong answer is told where there is no file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KATA_PATH", str(tiny_root))
        patch.setenv("KATA_CACHE", str(tiny_root / "cache"))
        library.load_set.cache_clear()
        said = graded(TinySet(tiny_root, tiny_root / "cache"), WRONG)
    library.load_set.cache_clear()
    return said


def without_working_out(
    tiny_set: TinySet, monkeypatch: pytest.MonkeyPatch, source: bytes, name: str
) -> Report:
    """What is said where the file is there, and nothing is kept on the student's disk."""
    recorded(tiny_set, name)
    monkeypatch.setenv("KATA_CACHE", str(tiny_set.root / "another"))
    with monkeypatch.context() as patch:
        nothing_is_worked_out(patch)
        said = graded(tiny_set, source, name)
    assert not (tiny_set.root / "another" / "tiny").exists()
    return said


def test_who_has_the_file_works_nothing_out_and_is_told_the_same(
    tiny_set: TinySet, monkeypatch: pytest.MonkeyPatch, alone: Report
) -> None:
    """The same report, timings aside."""
    assert any(check.why for check in alone.checks)
    assert without_working_out(tiny_set, monkeypatch, WRONG, "double") == alone


def test_so_are_arrays(tiny_set: TinySet, monkeypatch: pytest.MonkeyPatch) -> None:
    """As above, of an exercise with NumPy."""
    alone = graded(tiny_set, FLIPPED, "slide")
    assert any(check.why for check in alone.checks)
    assert without_working_out(tiny_set, monkeypatch, FLIPPED, "slide") == alone


def test_a_right_answer_opens_no_check(tiny_set: TinySet, monkeypatch: pytest.MonkeyPatch) -> None:
    """What came back is the recorded answer, to the byte."""
    recorded(tiny_set, "slide")

    def opened(*_: object) -> None:
        raise AssertionError("the checks were opened")

    monkeypatch.setattr(CheckRunner, "__init__", opened)
    good = SLIDE["solutions/tiny/slide/accepted/list_of_dots.py"].encode()
    assert graded(tiny_set, good, "slide").verdict == "passed"


def test_the_file_is_every_machines(tiny_set: TinySet, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another Python, another NumPy, another kata: the same cases. What a machine keeps of its own
    is another matter."""
    exercise = tiny_set.exercise()
    mine, everybodys = recording.key_of(exercise, "cpu", 1), shipped.key_of(exercise)
    monkeypatch.setattr(platform, "python_version", lambda: "3.14.0")
    monkeypatch.setattr(recording, "_version_file", lambda _: Path(__file__))
    monkeypatch.setattr(recording, "__version__", "9.9")
    monkeypatch.setattr(cache, "engine", lambda: "another")
    assert recording.key_of(exercise, "cpu", 1) != mine
    assert shipped.key_of(exercise) == everybodys


DAMAGE = {
    "empty": lambda content: b"",
    "cut off": lambda content: content[:-20],
    "one bit": lambda content: content[:-9] + bytes([content[-9] ^ 1]) + content[-8:],
    "another format": lambda content: b"kata\x00999" + content[8:],
    "text": lambda content: b"recorded",
    "its own digest, and no parts": lambda content: content[:8] + _with_digest(b"\x91" * 100_000),
    "a part that is none": lambda content: content[:8] + _with_digest(_parts(b"no lzma")),
    "a part of another shape": lambda content: content[:8] + _with_digest(_parts(_lzma(b"\x01"))),
    "numbers of nothing": lambda content: content[:8] + _with_digest(_parts(_lzma(_nothing()))),
}


def _with_digest(rest: bytes) -> bytes:
    import hashlib

    return hashlib.sha256(rest).digest() + rest


def _lzma(content: bytes) -> bytes:
    import lzma

    return lzma.compress(content)


def _parts(content: bytes) -> bytes:
    """The right keys, and this as the content of each part."""
    import msgspec

    exercise = library.find_exercise("tiny/double")
    cases = shipped.key_of(exercise)
    keys = {
        "cases": cases,
        "mistakes": mistakes_key(exercise, cases),
        "facts": facts_key(exercise, cases),
    }
    return msgspec.msgpack.encode({name: [key, content] for name, key in keys.items()})


def _nothing() -> bytes:
    """A check that refers to what isn't written."""
    import msgspec

    about = {
        "name": "test_doubles",
        "title": "",
        "points": 1.0,
        "device": "cpu",
        "takes_device": False,
        "cases": [],
    }
    case = [{"x": 7}, [7], [7], [], []]
    return msgspec.msgpack.encode([{}, {}, [[about, [case]]], []])


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_file_is_as_good_as_none(tiny_set: TinySet, damage: str) -> None:
    """Never an error, never half of the cases."""
    exercise, file = tiny_set.exercise(), recorded(tiny_set)
    cases, mistakes, facts = keys_of(exercise)

    def parts() -> list[bool]:
        here = Shipped.of(exercise)
        here.unpack_meanwhile()
        return [
            here.recording(cases) is not None,
            here.mistakes(mistakes) is not None,
            here.facts(facts, dict[str, _Facts]) is not None,
        ]

    assert parts() == [True, True, True]
    file.write_bytes(DAMAGE[damage](file.read_bytes()))
    # Numbers that mean nothing among cases could be mistakes, of which none was made.
    assert parts() == [False, damage == "numbers of nothing", False]


@pytest.mark.parametrize("damage", ["one bit", "numbers of nothing"])
def test_where_it_is_damaged_the_machine_works_it_out_itself(
    tiny_set: TinySet, alone: Report, damage: str
) -> None:
    """Nobody is told that, nor anything else than where it is whole."""
    file = recorded(tiny_set)
    file.write_bytes(DAMAGE[damage](file.read_bytes()))
    with Session(tiny_set.exercise(), Options()) as session:
        assert in_session(session, WRONG) == alone
        assert in_session(session, GOOD_DOUBLE.encode()).verdict == "passed"


@pytest.mark.parametrize("damaged", [False, True])
def test_what_is_unpacked_meanwhile_is_what_would_be_unpacked_later(
    tiny_set: TinySet, damaged: bool
) -> None:
    """A thread does it while the checks are opened; a damaged part is as good as none."""
    recorded(tiny_set)
    exercise = tiny_set.exercise()
    meanwhile, later = shipped.Shipped.of(exercise), shipped.Shipped.of(exercise)
    keys = {name: part.key for name, part in later._parts.items()}
    if damaged:
        for one in (meanwhile, later):
            one._parts = {n: shipped._Part(p.key, p.content[::-1]) for n, p in one._parts.items()}
    meanwhile.unpack_meanwhile()
    assert meanwhile._unpacked.keys() == {"mistakes", "facts"}
    for one in (meanwhile, later):
        one.recording(keys["cases"])
    assert meanwhile.mistakes(keys["mistakes"]) == later.mistakes(keys["mistakes"])
    assert meanwhile.facts(keys["facts"], object) == later.facts(keys["facts"], object)
    assert (meanwhile.mistakes(keys["mistakes"]) is None) is damaged
    meanwhile.unpack_meanwhile()
    assert meanwhile._unpacked == {}


def test_mistakes_that_refer_to_nothing_are_as_good_as_none(tiny_set: TinySet) -> None:
    """As above, for the part that explanations need."""
    import msgspec

    content = msgspec.msgpack.encode([{"adds_two": {"test_doubles": [[7]]}}, {}, []])
    part = shipped._Part("key", _lzma(content))
    assert Shipped({"mistakes": part}).mistakes("key") is None


def test_a_python_without_lzma_works_it_out_itself(
    tiny_set: TinySet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And can't work it out for others, which it says."""
    recorded(tiny_set)
    monkeypatch.setattr(shipped, "lzma", None)
    assert graded(tiny_set, GOOD_DOUBLE.encode()).verdict == "passed"
    assert (tiny_set.cache / "tiny" / "double.cases").is_file()
    said = "Recording for everybody needs a Python that has lzma."
    assert record(tiny_set.exercise()).problem.startswith(said)


CHANGES = {
    "checks": ("solutions/tiny/double/checks.py", "max_examples=4", "max_examples=5"),
    "reference": ("solutions/tiny/double/solution.py", "2 * n", "n * 2"),
    "version": ("exercises/tiny/set.toml", "1.0.0", "1.0.1"),
    "mistakes": ("solutions/tiny/double/wrong/adds_two.py", "n + 2", "n + 1"),
    "axes": ("exercises/tiny/double/exercise.toml", "[rules]", '[axes]\nnumbers = "n"\n\n[rules]'),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_change_makes_it_out_of_date(tiny_set: TinySet, change: tuple[str, str, str]) -> None:
    """Whichever of the files it is that something in it was made from."""
    recorded(tiny_set)
    assert is_current(tiny_set.exercise())
    part, old, new = change
    tiny_set.replace(part, old, new)
    assert not is_current(tiny_set.exercise())
    tiny_set.replace(part, new, old)
    assert is_current(tiny_set.exercise())


def test_kata_verify_writes_anew_what_is_out_of_date(tiny_set: TinySet, run_kata) -> None:
    """The author is told, and what is told from then on is of the files that are there now."""
    (tiny_set.root / ".git").mkdir()
    recorded(tiny_set)
    for change in CHANGES.values():
        tiny_set.replace(*change)
    ran = run_kata("verify", "tiny/double")
    assert "recorded.bin, a warning:" in ran.out
    assert "it was made from other files than those that are here now." in ran.out
    assert "Now it is written anew: commit it." in ran.out
    assert is_current(tiny_set.exercise())
    assert "recorded.bin" not in run_kata("verify", "tiny/double").out


def test_outside_of_a_repository_it_is_written_anew_without_a_word(tiny_set, run_kata):
    """There is nothing for the author to do."""
    recorded(tiny_set)
    tiny_set.replace(*CHANGES["version"])
    assert "recorded.bin" not in run_kata("verify", "tiny/double").out
    assert is_current(tiny_set.exercise())


def test_what_can_not_be_written_is_named_with_its_command(
    tiny_set: TinySet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In somebody else's checkout, say."""
    file = recorded(tiny_set)
    before = file.read_bytes()
    tiny_set.replace(*CHANGES["checks"])

    def full(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr(shipped, "put_whole", full)
    (found,) = (f for f in verify(tiny_set.exercise()).findings if f.subject == "recorded.bin")
    assert found.ok
    assert "Make it anew where it can be written: kata record tiny/double" in found.advice
    assert file.read_bytes() == before
    assert record(tiny_set.exercise()).problem == "recorded.bin can't be written there."


def test_what_is_changed_while_it_is_worked_out_is_not_written(
    tiny_set: TinySet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the old checks' cases would stand there under the new ones' key."""
    file = recorded(tiny_set)
    before = file.read_bytes()
    made = CaseFeatures._made

    def saved_meanwhile(self: CaseFeatures, checks_made: Any) -> object:
        checks = tiny_set.file("solutions/tiny/double/checks.py")
        checks.write_text(checks.read_text() + "\n", "utf-8")
        return made(self, checks_made)

    monkeypatch.setattr(CaseFeatures, "_made", saved_meanwhile)
    assert record(tiny_set.exercise()).problem == "Its files were changed meanwhile."
    tiny_set.replace(*CHANGES["reference"])
    verify(tiny_set.exercise())
    assert file.read_bytes() == before
    assert not is_current(tiny_set.exercise())


def test_an_exercise_that_is_being_written_has_no_file_until_it_is_published(
    tiny_set: TinySet, tmp_path: Path, run_kata
) -> None:
    """An author's folder is not littered; the private wheel has it, the public one nothing.

    What could not be written is said, and published all the same: only slower for who adds it.
    """
    verify(tiny_set.exercise())
    unwritable = tiny_set.file("solutions/tiny/double/recorded.bin")
    assert not unwritable.exists()
    unwritable.mkdir()
    file = tiny_set.file("solutions/tiny/slide/recorded.bin")
    ran = run_kata("publish", "tiny", "--to", tmp_path / "site")
    assert ran.code == 0
    said = "double: recorded.bin can't be written here, so each student's first check takes longer."
    assert said in ran.err
    assert is_current(tiny_set.exercise("slide"))
    assert file.stat().st_mode & 0o777 == 0o644
    wheels = {path.parent.name: contents(path) for path in (tmp_path / "site").rglob("*.whl")}
    name = "solutions/tiny/slide/recorded.bin"
    assert wheels["kata-set-tiny-solutions"][f"kata_set_tiny_solutions/{name}"] == file.read_bytes()
    assert not any(path.endswith(".bin") for path in wheels["kata-set-tiny"])
    assert not any(b"kata\x00" in content for content in wheels["kata-set-tiny"].values())


def test_one_in_the_public_folder_is_a_stray(tiny_set: TinySet, tmp_path: Path) -> None:
    """It holds every hidden case: nobody gets it, and the author hears of it."""
    file = recorded(tiny_set)
    file.rename(tiny_set.file("exercises/tiny/double/recorded.bin"))
    assert set_files.strays(tiny_set.exercise()) == ("recorded.bin",)
    assert not any(n.endswith(".bin") for n in contents(build("tiny", tmp_path).public))


ON_A_DEVICE = '''


def test_anywhere(student, reference, device):
    """It is the same on every device."""
    assert_same(student.double([3]), reference.double([3]))
'''


@pytest.mark.parametrize("device", ["cpu", "pretend"])
def test_who_asks_for_one_device_has_the_others_checks_left_out(
    tiny_set: TinySet, monkeypatch: pytest.MonkeyPatch, device: str
) -> None:
    """What is shipped is of both, and serves for each."""
    manifest = "exercises/tiny/double/exercise.toml"
    tiny_set.replace(manifest, 'difficulty = "easy"', 'difficulty = "easy"\nrequires = ["torch"]')
    checks = tiny_set.file("solutions/tiny/double/checks.py")
    tiny_set.write("solutions/tiny/double/checks.py", checks.read_text("utf-8") + ON_A_DEVICE)
    alone = graded(tiny_set, WRONG, device=device)
    recorded(tiny_set)
    nothing_is_worked_out(monkeypatch)
    assert graded(tiny_set, WRONG, device=device) == alone
    assert {c.device for c in alone.checks if "anywhere" in c.name} >= {device}


def test_fresh_cases_are_drawn_all_the_same(tiny_set: TinySet) -> None:
    """--fresh asks for others than everybody's."""
    recorded(tiny_set)
    report = graded(tiny_set, GOOD_DOUBLE.encode(), fresh=True)
    assert (report.verdict, report.seed == recording.seed_of(tiny_set.exercise())) == (
        "passed",
        False,
    )


def test_kata_record_says_what_it_wrote_and_what_it_could_not(tiny_set: TinySet, run_kata) -> None:
    """A line for each exercise, and the size of all."""
    tiny_set.replace("solutions/tiny/double/solution.py", "2 * n", "3 * n")
    ran = run_kata("record", "tiny")
    assert ran.code == 1
    first, second, last = ran.out.splitlines()
    assert first.startswith("✗ tiny/double   The check test_twice fails on its own reference")
    assert second.startswith("✓ tiny/slide   ")
    assert last.startswith("2 exercises, ")
    assert last.endswith(" KiB.")


# The sets that come with kata ---------------------------------------------------------------------


EXERCISES = [exercise.id for name in SETS for exercise in library.load_set(name).exercises]


@pytest.mark.parametrize("name", EXERCISES)
def test_what_is_committed_was_made_from_the_files_that_are_committed(name: str) -> None:
    """Otherwise a fresh clone has to work it out: make recordings writes all of them anew."""
    assert is_current(library.find_exercise(name)), "make recordings"


@pytest.mark.parametrize("name", EXERCISES)
def test_mistakes_that_answer_the_same_are_told_the_same(name: str) -> None:
    """Nobody could know which of them a file has made; evidence in the file tells at most one from
    the others."""
    exercise = library.find_exercise(name)
    here = Shipped.of(exercise)
    cases = here.recording(shipped.key_of(exercise))
    assert cases is not None
    known = here.mistakes(mistakes_key(exercise, cases.key))
    assert known is not None
    alike: dict[str, set[str]] = {}
    for path in set_files.wrong(exercise):
        answers = known[1][path.stem]
        if answers and not set_files.evidence(path):  # else it could not be loaded
            alike.setdefault(repr(answers), set()).add(set_files.misconception(path))
    assert all(len(told) == 1 for told in alike.values()), alike


def test_all_of_it_together_is_small() -> None:
    """It comes with every copy: the cases, and the answers of a thousand known mistakes."""
    files = REPO.glob("solutions/*/*/recorded.bin")
    assert sum(file.stat().st_size for file in files) < 5 * 2**20


@pytest.mark.parametrize("name", ["convolution/output_size", "convolution/parameter_count"])
def test_this_engine_would_work_out_the_same(name: str) -> None:
    """What is shipped has no part in it that this engine makes otherwise; if it has, FORMAT in
    judge/shipped.py needs another number, and all files have to be made anew: make recordings."""
    exercise = library.find_exercise(name)
    reference = set_files.reference_file(exercise)
    assert reference is not None
    with Judge(exercise, Options(), no_gpu="none is asked for") as judge:
        assert judge.recording.key == shipped.key_of(exercise), "make recordings"
        answers = judge.judge(reference.read_bytes())
        assert isinstance(answers, list)
        for one in answers:
            assert one.batched.cases == [case.expected for case in one.check.cases]
        key, facts = CaseFeatures(judge).for_everybody()
        assert judge.shipped.facts(key, dict[str, _Facts]) == facts
        key, samples, digests = KnownMistakes(judge).for_everybody()
        assert judge.shipped.mistakes(key) == (samples, digests)
