"""Recording and replaying: everyone meets the same cases, and no file on disk can stop grading."""

from __future__ import annotations

import threading
from dataclasses import replace

import msgspec
import pytest
from conftest import GOOD_DOUBLE, SLIDE

from grader import submissions
from grader.errors import CheckFault
from grader.grade.session import Options, Session
from grader.judge import recording as cases
from grader.judge.cache import Cache
from grader.judge.judge import Judge
from grader.judge.recording import Recording
from grader.model import Exercise, Report
from grader.sets import library
from grader.wire import messages

WRONG = b"def double(numbers): return [n + 2 for n in numbers]"


def graded(exercise: Exercise, source: bytes = WRONG, options: Options | None = None) -> Report:
    with Session(exercise, options or Options()) as session:
        return session.grade(submissions.of_bytes(source))


def timeless(report: Report) -> Report:
    """A report without what may differ between two runs."""
    checks = tuple(replace(check, duration_s=0.0) for check in report.checks)
    return replace(report, id="", time="", duration_s=0.0, checks=checks)


def stored_file(tiny_set):
    return tiny_set.cache / "tiny" / "double.cases"


def recording(tiny_set, name: str = "double") -> Recording:
    content = (tiny_set.cache / "tiny" / f"{name}.cases").read_bytes()
    *_, value = msgspec.msgpack.decode(content, type=tuple[str, bytes, msgspec.Raw])
    return msgspec.msgpack.decode(value, type=Recording)


def test_the_same_submission_gets_the_same_report_twice(tiny_set):
    """Recorded then replayed, and replayed in another session: timings aside, to the letter."""
    first = graded(tiny_set.exercise())
    assert stored_file(tiny_set).is_file()
    second = graded(tiny_set.exercise())
    assert timeless(first) == timeless(second)


def test_a_recording_does_not_depend_on_where_it_is_made(tiny_set, tmp_path):
    """Two machines that share nothing draw the same cases."""
    graded(tiny_set.exercise())
    first = stored_file(tiny_set).read_bytes()
    stored_file(tiny_set).unlink()
    graded(tiny_set.exercise())
    assert stored_file(tiny_set).read_bytes() == first


def test_a_stored_recording_is_used_and_not_made_again(tiny_set, monkeypatch):
    """Generating is what replaying saves."""
    graded(tiny_set.exercise())

    def no_recording(*_):
        raise AssertionError("recorded again")

    monkeypatch.setattr("grader.judge.check_runner.CheckRunner.record", no_recording)
    assert graded(tiny_set.exercise(), GOOD_DOUBLE.encode()).verdict == "passed"


def test_a_right_answer_never_opens_the_checks(tiny_set, monkeypatch):
    """Where every check can be replayed, answers equal to the byte need no Hypothesis."""
    tiny_set.write("solutions/tiny/double/checks.py", REPLAYABLE)
    graded(tiny_set.exercise())

    def no_bench(*_):
        raise AssertionError("the checks were opened")

    monkeypatch.setattr("grader.judge.check_runner.CheckRunner.__init__", no_bench)
    assert graded(tiny_set.exercise(), GOOD_DOUBLE.encode()).verdict == "passed"


REPLAYABLE = '''\
from hypothesis import given, strategies as st

from grader.checks import assert_same


@given(x=st.lists(st.integers(-9, 9)))
def test_doubles(student, reference, x):
    """Each number is doubled."""
    assert_same(student.double(x), reference.double(x))
'''

DAMAGE = {
    "empty": lambda content: b"",
    "cut off": lambda content: content[: len(content) // 2],
    "text": lambda content: b"hello",
    "another shape": lambda content: msgspec.msgpack.encode({"key": 1}),
    "another key": lambda content: content.replace(content[6:70], b"0" * 64, 1),
    "nested without end": lambda content: b"\x91" * 100_000,
    "first bytes flipped": lambda content: bytes(255 - b for b in content[:20]) + content[20:],
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_a_damaged_recording_is_made_anew(tiny_set, damage):
    """Never an error, never other cases: the file is as good as none, and is mended."""
    first = graded(tiny_set.exercise())
    content = stored_file(tiny_set).read_bytes()
    stored_file(tiny_set).write_bytes(damage(content))
    assert stored_file(tiny_set).read_bytes() != content
    assert timeless(graded(tiny_set.exercise())) == timeless(first)
    assert stored_file(tiny_set).read_bytes() == content


def test_a_recording_of_another_version_is_not_used(tiny_set):
    """A set's new version draws from a new seed."""
    first = graded(tiny_set.exercise())
    tiny_set.replace("exercises/tiny/set.toml", "1.0.0", "1.0.1")
    second = graded(tiny_set.exercise())
    assert (second.set_version, second.verdict) == ("1.0.1", "failed")
    assert second.seed != first.seed


@pytest.mark.parametrize("name", ["checks.py", "solution.py"])
def test_a_recording_of_other_checks_or_another_reference_is_not_used(tiny_set, name):
    """Any change to what the answers depend on gives another key."""
    before = cases.key_of(tiny_set.exercise(), "cpu", 1)
    part = f"solutions/tiny/double/{name}"
    tiny_set.write(part, tiny_set.file(part).read_text("utf-8") + "\n")
    assert cases.key_of(tiny_set.exercise(), "cpu", 1) != before


@pytest.mark.parametrize("rule", ["program = true", 'required_calls = ["math.sqrt"]'])
def test_a_recording_under_another_rule_is_not_used(tiny_set, rule):
    """What a file that is loaded leaves behind was recorded of one that is run now."""
    before = cases.key_of(tiny_set.exercise(), "cpu", 1)
    part = "exercises/tiny/double/exercise.toml"
    manifest = tiny_set.file(part).read_text("utf-8")
    assert manifest.count("[rules]\n") == 1
    tiny_set.write(part, manifest.replace("[rules]\n", f"[rules]\n{rule}\n"))
    assert cases.key_of(tiny_set.exercise(), "cpu", 1) != before


def test_devices_and_seeds_have_recordings_of_their_own(tiny_set):
    """What was recorded without a GPU says nothing about one with."""
    keys = {cases.key_of(tiny_set.exercise(), d, s) for d in ("cpu", "cpu,cuda") for s in (1, 2)}
    assert len(keys) == 4


def test_a_cache_that_cannot_be_written_costs_nothing_but_time(tiny_set):
    """A file stands where the folder should be: not even root can write there."""
    tiny_set.cache.write_text("")
    assert graded(tiny_set.exercise(), GOOD_DOUBLE.encode()).verdict == "passed"
    assert tiny_set.cache.read_text() == ""


def test_two_graders_at_once_leave_one_whole_recording(tiny_set):
    """Each writes beside the file and moves it there in one step."""
    exercise, store = tiny_set.exercise(), Cache(tiny_set.cache)
    contents = [bytes([number]) * 100_000 for number in range(4)]
    seen = set()

    def write(content: bytes) -> None:
        for _ in range(20):
            store.put(exercise, "cases", "key", content)
            seen.add(store.get(exercise, "cases", "key", bytes))

    threads = [threading.Thread(target=write, args=(content,)) for content in contents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen <= set(contents)
    assert [file.name for file in stored_file(tiny_set).parent.iterdir()] == ["double.cases"]


def test_two_sessions_of_one_exercise_can_be_open_at_once(tiny_set):
    """A watcher and a check at the same time, in one process even."""
    exercise = tiny_set.exercise()
    with Session(exercise, Options()) as one, Session(exercise, Options()) as other:
        reports = [s.grade(submissions.of_bytes(WRONG)) for s in (one, other, one)]
    assert len({timeless(report).score for report in reports}) == 1
    assert timeless(reports[0]) == timeless(reports[1])


def test_fresh_cases_are_drawn_from_another_seed_and_not_kept(tiny_set):
    """--fresh must not change what everyone else is graded on."""
    report = graded(tiny_set.exercise(), GOOD_DOUBLE.encode(), Options(fresh=True))
    assert report.verdict == "passed"
    assert report.seed != cases.seed_of(tiny_set.exercise())
    assert not stored_file(tiny_set).exists()


def test_cases_of_a_seed_are_drawn_once_and_are_the_same_for_all_who_name_it(tiny_set, monkeypatch):
    """A class is graded on cases that nobody knew, at the speed of those that everybody knows."""
    exercise, options = tiny_set.exercise(), Options(seed=2026, explain=False)
    first = graded(exercise, options=options)
    kept = stored_file(tiny_set).read_bytes()
    monkeypatch.setattr(Judge, "_drawn", lambda *_: pytest.fail("they are drawn again"))
    second = graded(exercise, options=options)
    assert first.seed == second.seed == 2026
    assert timeless(first) == timeless(second)
    assert stored_file(tiny_set).read_bytes() == kept


def test_a_seed_draws_other_cases_than_the_author_has_recorded():
    """Of an exercise whose recording came with it; it stays as it is."""
    exercise = library.find_exercise("tour/run_length")
    with Judge(exercise, Options(seed=2026)) as of_seed, Judge(exercise, Options()) as recorded:
        ours, theirs = (
            {check.name: [case.asked for case in check.cases] for check in judge.recording.checks}
            for judge in (of_seed, recorded)
        )
    assert ours.keys() == theirs.keys()
    assert sum(ours[name] != theirs[name] for name in ours) >= len(ours) - 1  # one has no chance


def test_a_table_of_the_recorded_answers_passes_and_fresh_cases_find_it(tiny_set):
    """SECURITY.md says both: who gives marks draws new cases."""
    graded(tiny_set.exercise())
    (check,) = (c for c in recording(tiny_set).checks if c.name == "test_doubles")
    known = [case.arguments()["x"] for case in check.cases]
    table = f"def double(numbers): return [2 * n for n in numbers if numbers in {known}]"
    for fresh, seed, status in (
        *((False, None, "passed"), (True, None, "failed"), (False, 2026, "failed")),
        *((False, None, "passed"), (False, 2026, "failed")),  # neither is taken for the other
    ):
        options = Options(fresh=fresh, seed=seed, explain=False)
        report = graded(tiny_set.exercise(), table.encode(), options)
        assert {c.name: c.status for c in report.checks}["test_doubles"] == status


def test_examples_come_first_and_draws_that_cannot_be_written_down_are_marked(tiny_set):
    """@example is part of the recording; a data() draw makes a check run live."""
    graded(tiny_set.exercise())
    checks = {check.name: check for check in recording(tiny_set).checks}
    first, second = (case.arguments()["x"] for case in checks["test_doubles"].cases[:2])
    assert sorted([first, second], key=len) == [[], [7, -7]]
    assert [name for name, check in checks.items() if not check.replayable] == ["test_drawn_inside"]
    assert {"test_length[1]", "test_length[2]"} <= checks.keys()
    assert checks["test_doubles"].points == 2


def test_a_recording_keeps_the_layouts_that_were_drawn(tiny_set):
    """A replayed input lies in memory just like the drawn one."""
    graded(tiny_set.exercise("slide"), SLIDE["solutions/tiny/slide/wrong/flipped.py"].encode())
    checks = recording(tiny_set, "slide").checks
    (check,) = (c for c in checks if c.name == "test_layouts")
    drawn = [messages.operation(case.asked[0]).args[0] for case in check.cases]
    assert any(array.strides for array in drawn)


def test_a_reference_that_fails_its_own_checks_is_the_graders_fault(tiny_set):
    """No student is charged for it, and the author reads which check."""
    tiny_set.replace("solutions/tiny/double/solution.py", "2 * n", "3 * n")
    with pytest.raises(CheckFault, match="test_twice fails on its own reference"):
        graded(tiny_set.exercise())


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("def test(:", "can't be collected: .*invalid syntax"),
        ("import nonsense_module", "can't be collected: .*nonsense_module"),
        ("raise SystemExit(0)", "can't be collected"),
        ("import os\nimport pytest\npytest.exit('enough')", "can't be collected"),
        ("x = 1", "has no checks"),
    ],
    ids=["syntax", "import", "exit", "pytest.exit", "nothing"],
)
def test_checks_that_cannot_be_collected_are_an_error_and_never_a_hang(tiny_set, source, said):
    """The author hears why."""
    tiny_set.write("solutions/tiny/double/checks.py", source)
    with pytest.raises(CheckFault, match=said):
        graded(tiny_set.exercise())


DRAW = """
import sys
sys.path.insert(0, sys.argv[1])
import of_the_users  # noqa: F401
from grader.sets import library
from grader.grade.session import Options, Session

with Session(library.find_exercise("tiny/slide"), Options(store=False)) as session:
    print([[case.arguments() for case in check.cases] for check in session.judge.recording.checks])
"""


def test_cases_dont_depend_on_what_else_is_loaded(tiny_set, tmp_path):
    """Hypothesis would draw numbers that stand in a module of the user's, or in a checkout."""
    import subprocess
    import sys

    drawn = []
    for number, source in enumerate(["", "NUMBERS = [1000003, 99991, 31337, 7654321, 2, 5]\n"]):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "of_the_users.py").write_text(source)
        run = subprocess.run(
            [sys.executable, "-c", DRAW, str(folder)], capture_output=True, text=True, check=True
        )
        drawn.append(run.stdout)
    assert drawn[0] == drawn[1]
    assert len(drawn[0]) > 1000
