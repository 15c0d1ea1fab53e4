"""kata verify: a good set has nothing to say, and each defect of a bad one is found and named."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import re
from dataclasses import dataclass

import pytest
from conftest import GOOD_DOUBLE

from grader import submissions
from grader.grade.session import Options, Session
from grader.prove import public_half, written
from grader.prove import verify as proving
from grader.prove.finding import Finding
from grader.prove.verify import Verification, verify
from grader.sets import library, set_files
from grader.views.verification import FAULTS, slow_lines, verification_lines

PRIVATE = "solutions/tiny/double/"
PUBLIC = "exercises/tiny/double/"

# One check is enough here, and quicker.
CHECKS = '''\
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.checks import assert_same


@settings(max_examples=10)
@given(x=st.lists(st.integers(-9, 9), max_size=3))
def test_doubles(student, reference, x):
    """Each number is doubled."""
    assert_same(student.double(x), reference.double(x))
'''


@pytest.fixture
def small_set_with_examples(tiny_set):
    """The tiny set with one exercise, one check and one known-wrong variant."""
    tiny_set.write(PRIVATE + "checks.py", CHECKS)
    for name in ("overwrites", "forgives_none"):
        tiny_set.file(f"{PRIVATE}wrong/{name}.py").unlink()
    return tiny_set


@pytest.fixture
def small_set(small_set_with_examples, monkeypatch):
    """Its public examples aren't run: that takes a pytest of its own, which is most of the time."""
    well = Finding(subject="test_examples.py", claim="agrees with the reference")
    monkeypatch.setattr("grader.prove.public_half._examples", lambda _: well)
    return small_set_with_examples


def verified(tiny_set, name: str = "double") -> Verification:
    return verify(tiny_set.exercise(name))


def faults(tiny_set) -> list[tuple[str, str, str]]:
    """What is not well: subject, claim, detail."""
    return [(f.subject, f.claim, f.detail) for f in verified(tiny_set).findings if not f.ok]


def verified_well(tiny_set, name: str) -> Verification:
    found = verified(tiny_set, name)
    assert [f for f in found.findings if not f.ok] == []
    assert found.ok
    assert all(found.kills.values())
    return found


def test_a_good_exercise_has_nothing_to_mend(tiny_set):
    """And the checks that catch each wrong variant are known."""
    verified_well(tiny_set, "slide")


def test_it_is_known_which_check_catches_what(tiny_set):
    """A matrix of checks and mistakes."""
    kills = verified_well(tiny_set, "double").kills
    assert kills["overwrites"] == ("test_arguments_stay",)
    assert kills["forgives_none"] == ("test_refuses_none",)
    assert "test_doubles" in kills["adds_two"]


def test_an_example_that_no_mistake_fails_is_a_warning(small_set):
    """Many an imported test is one: it looks at an answer, which is all that one example can."""
    example = '\n\ndef test_empty(student):\n    """Nothing twice."""\n'
    small_set.write(
        PRIVATE + "checks.py", CHECKS + example + "    assert student.double([]) == []\n"
    )
    found = verified(small_set)
    assert found.ok
    (finding,) = [f for f in found.findings if f.subject == "test_empty" and f.advice]
    assert finding.advice.startswith("none of the known-wrong variants fails it.")


@dataclass(frozen=True)
class Defect:
    """A change to a good set, and what verify has to say about it."""

    part: str
    content: str
    subject: str
    claim: str
    detail: str


HINTS = 'title = "T"\ndifficulty = "easy"\n'
GENERAL = '[[hints]]\ntext = "Think."\n'

DEFECTS = {
    "a check that kills nothing": Defect(
        PRIVATE + "checks.py",
        CHECKS + '\n\ndef test_nothing(student):\n    """Nothing."""\n    student.double([])\n',
        "test_nothing",
        "catches something",
        "it rejects none of the known-wrong variants",
    ),
    "an accepted variant that is rejected": Defect(
        PRIVATE + "accepted/broken.py",
        "def double(numbers): return numbers",
        "accepted/broken.py",
        "is accepted",
        "it fails test_doubles\ncalled     double(numbers)\n           numbers = [",
    ),
    "an accepted variant that can't be loaded": Defect(
        PRIVATE + "accepted/broken.py",
        "def double(",
        "accepted/broken.py",
        "is accepted",
        "it can't be loaded: line 1: ",
    ),
    "a wrong variant that is accepted": Defect(
        PRIVATE + "wrong/right.py",
        '"""Not wrong at all."""\n' + GOOD_DOUBLE,
        "wrong/right.py",
        "is rejected",
        "no check rejects it",
    ),
    "a wrong variant without a word": Defect(
        PRIVATE + "wrong/silent.py",
        "def double(numbers): return []",
        "wrong/",
        "says what is off",
        "no docstring in silent.py",
    ),
    "a stub that passes": Defect(
        PUBLIC + "double.py",
        "def double(numbers):\n    return [n + n for n in numbers]\n",
        "double.py",
        "fails every check",
        "passes test_doubles\nLet it ask as well for something that only an answer can give.",
    ),
    "a statement whose code fails": Defect(
        PUBLIC + "README.md",
        "# T\n\n```python\nassert double([1]) == [3]\n```\n",
        "README.md",
        "has code that runs",
        "README.md:4 assert double([1]) == [3]: assert [2] == [3]",
    ),
    "a statement whose code has a name of nobody's": Defect(
        PUBLIC + "README.md",
        "# T\n\n```python\nx = [1]\nduoble(x)\n```\n",
        "README.md",
        "has code that runs",
        "README.md:5 duoble(x): NameError: name 'duoble' is not defined",
    ),
    "a statement whose code is no Python": Defect(
        PUBLIC + "README.md",
        "# T\n\n```python\ndouble([1)\n```\n",
        "README.md",
        "has code that runs",
        "README.md:4 double([1): SyntaxError: ",
    ),
    "a statement with a wrong doctest": Defect(
        PUBLIC + "README.md",
        "# T\n\n```python\n>>> double([1])\n[3]\n```\n",
        "README.md",
        "has code that runs",
        "Expected:",
    ),
    "a stray file": Defect(
        PUBLIC + "notes.txt",
        "remember",
        "double/",
        "holds only what students get",
        "notes.txt: no part of an exercise",
    ),
    "an exercise that the set doesn't name": Defect(
        "exercises/tiny/later/exercise.toml",
        HINTS,
        "tiny/",
        "holds only what students get",
        "later: not in the order of set.toml",
    ),
    "a stub that has the solution in a comment": Defect(
        PUBLIC + "double.py",
        "def double(numbers):\n    # return [2 * n for n in numbers]\n"
        "    raise NotImplementedError\n",
        "double.py",
        "gives nothing of the solution away",
        "it has code of solution.py: return [2 * n for n in numbers]",
    ),
    "a rule about a function that isn't there": Defect(
        PUBLIC + "exercise.toml",
        HINTS + '[rules]\nforbidden_calls = ["math.summ"]\n\n' + GENERAL,
        "exercise.toml",
        "has rules that hold",
        "there is no function math.summ",
    ),
    "a wrong variant that can't be loaded": Defect(
        PRIVATE + "wrong/broken.py",
        '"""Something is wrong."""\n\n\ndef double(\n',
        "wrong/broken.py",
        "can be run",
        "it can't be loaded: line 4:",
    ),
    "a wrong variant with a slip of the pen": Defect(
        PRIVATE + "wrong/broken.py",
        '"""Something is wrong."""\n\n\ndef double(numbers):\n    return numbrs\n',
        "wrong/broken.py",
        "can be run",
        "it raises NameError: name 'numbrs' is not defined",
    ),
    "a check without a sentence": Defect(
        PRIVATE + "checks.py",
        CHECKS.replace('    """Each number is doubled."""\n', ""),
        "checks.py",
        "says what it checks",
        "no docstring in test_doubles",
    ),
    "a stub with other arguments": Defect(
        PUBLIC + "double.py",
        "def double(numbers, factor):\n    raise NotImplementedError\n",
        "double.py",
        "has the reference's arguments",
        "double(numbers, factor), and solution.py has (numbers)",
    ),
    "axes of nothing": Defect(
        PUBLIC + "exercise.toml",
        HINTS + '[axes]\nx = "W"\n\n' + GENERAL,
        "exercise.toml",
        "has axes of arguments",
        "no function takes x",
    ),
    "a module that nobody installs": Defect(
        PUBLIC + "exercise.toml",
        HINTS + 'requires = ["networkx"]\n\n' + GENERAL,
        "set.toml",
        "has everything installed that is needed",
        "double needs networkx, which none of requirements brings",
    ),
    "checks that need what nobody installs": Defect(
        PRIVATE + "checks.py",
        "import networkx\n" + CHECKS,
        "set.toml",
        "has everything installed that is needed",
        "double needs networkx",
    ),
    "an empty hint": Defect(
        PUBLIC + "exercise.toml",
        HINTS + GENERAL + '[[hints]]\ntext = "  "\n',
        "exercise.toml",
        "has usable hints",
        "hint 2 is empty",
    ),
    "a hint after nothing": Defect(
        PRIVATE + "checks.toml",
        '[[hints]]\ntext = "Think."\nafter = ["adds_too"]\n',
        "checks.toml",
        "has usable hints",
        "after = 'adds_too' names no file in wrong/",
    ),
}

EXAMPLES = {
    "examples that disagree": Defect(
        PUBLIC + "test_examples.py",
        "from double import double\n\n\ndef test_it():\n    assert double([1]) == [3]\n",
        "test_examples.py",
        "agrees with the reference",
        "assert [2] == [3]",
    ),
    "examples that don't run": Defect(
        PUBLIC + "test_examples.py",
        "from duoble import double\n",
        "test_examples.py",
        "agrees with the reference",
        "duoble",
    ),
    "no examples in the file": Defect(
        PUBLIC + "test_examples.py", "", "test_examples.py", "agrees with the reference", "no tests"
    ),
    "an example that never ends": Defect(
        PUBLIC + "test_examples.py",
        "import time\n\n\ndef test_forever():\n    time.sleep(60)\n",
        "test_examples.py",
        "agrees with the reference",
        "it does not end within 1 s",
    ),
}


@pytest.mark.parametrize("defect", DEFECTS.values(), ids=DEFECTS.keys())
def test_each_defect_is_found_and_named(small_set, defect):
    """The file, what it should be, and what it is instead; and nothing else is blamed."""
    small_set.write(defect.part, defect.content)
    ((subject, claim, detail),) = faults(small_set)
    assert (subject, claim) == (defect.subject, defect.claim)
    assert defect.detail in detail


@pytest.mark.parametrize("defect", EXAMPLES.values(), ids=EXAMPLES.keys())
def test_each_defect_of_the_examples_is_found_and_named(
    small_set_with_examples, defect, monkeypatch
):
    """As above, where they are run."""
    monkeypatch.setattr(
        "grader.prove.public_half.EXAMPLES_S", 1 if "sleep" in defect.content else 60
    )
    test_each_defect_is_found_and_named(small_set_with_examples, defect)


def test_a_check_that_forgot_its_assert_is_found(small_set):
    """Although a variant fails it, by raising: whatever comes back, it would pass."""
    forgot = """

def test_one(student):
    \"\"\"One is doubled.\"\"\"
    student.double([1]) == [2]
"""
    small_set.write(PRIVATE + "checks.py", CHECKS + forgot)
    raises = (
        '"""One is left out."""\n\n\ndef double(n): return [2 * n for n in n[:9] if n / (n - 1)]\n'
    )
    small_set.write(PRIVATE + "wrong/raises.py", raises)
    ((subject, claim, detail),) = faults(small_set)
    assert (subject, claim) == ("test_one", "catches something")
    assert detail == "it looks at no answer: functions that return None pass it, has it an assert?"


IDLE = """

def test_nothing(student):
    \"\"\"Of nothing there is nothing to double.\"\"\"
    assert not student.double([])


def test_nothing_and_one(student):
    \"\"\"Of nothing there is nothing to double, of one number there is.\"\"\"
    assert not student.double([]) and student.double([1])
"""
ONE_LEFT = '"""Something is left of nothing."""\n\n\ndef double(numbers): return [0, *numbers]\n'


@pytest.mark.parametrize("stub", ["raise NotImplementedError", 'raise NotImplementedError("yet")'])
def test_points_for_doing_nothing_are_a_warning_and_no_failure(small_set, stub):
    """A check that catches mistakes may have nothing to say where no work was done."""
    small_set.replace(PUBLIC + "double.py", "raise NotImplementedError", stub)
    small_set.write(PRIVATE + "wrong/one_left.py", ONE_LEFT)
    small_set.write(PRIVATE + "checks.py", CHECKS + IDLE)
    found = verified(small_set)
    assert found.ok
    warned = [f for f in found.findings if "does nothing" in f.advice]
    assert [(f.subject, f.advice) for f in warned] == [
        (
            "test_nothing",
            "a file that does nothing passes it: the stub with pass in place of what it raises.\n"
            "Let it ask as well for something that only an answer can give.",
        )
    ]


def test_no_shipped_exercise_gives_points_for_nothing():
    """What a student may hand in first is a stub whose error was taken out."""
    unfinished = {}
    for name in ("tour/first_bad", "tour/loaded_die", "tour/votes", "tour/editor"):
        exercise = library.find_exercise(name)
        idle = set_files.stub(exercise).replace("raise NotImplementedError", "pass")
        with Session(exercise, Options(explain=False)) as session:
            report = session.grade(submissions.of_bytes(idle.encode(), exercise.file))
        unfinished[name] = report.score
    assert set(unfinished.values()) == {0.0}, unfinished


def test_a_small_good_set_is_good(small_set_with_examples):
    """Or the defects above would prove nothing."""
    assert faults(small_set_with_examples) == []


def test_a_mistake_with_large_answers_that_chance_makes_is_told_as_itself(small_set):
    """A right one isn't kept once it was judged, and there is no telling what it was."""
    test = """
import random


def test_doubles(student):
    \"\"\"Each number is doubled.\"\"\"
    assert_same(student.double([1]), [2])
    assert_same(student.double([3, -1]), [6, -2])


def test_large(student):
    \"\"\"Numbers by chance, as many as are asked for.\"\"\"
    assert_property(len(student.double(random.Random(1))) == 70_000, "there should be 70,000")
"""
    start = CHECKS.partition("@settings")[0].replace("assert_same", "assert_property, assert_same")
    small_set.write(PRIVATE + "checks.py", start + test)
    body = """
def double(numbers):
    if not isinstance(numbers, list):
        return [{} for _ in range(70_000)]
"""
    right = body.format("numbers.randrange(100)") + "    return [2 * n for n in numbers]\n"
    wrong = (
        body.format("99 - numbers.randrange(100)") + "    return [abs(2 * n) for n in numbers]\n"
    )
    small_set.write(PRIVATE + "solution.py", right)
    for file in small_set.file(PRIVATE + "wrong").iterdir():
        file.unlink()
    small_set.write(PRIVATE + "wrong/forgets_signs.py", '"""The sign is lost."""\n' + wrong)
    for file in small_set.file(PRIVATE + "accepted").glob("*.py"):
        file.unlink()
    assert [fault for fault in faults(small_set) if "wrong" in fault[0]] == []


def test_a_decorated_reference_has_the_arguments_that_it_was_written_with(small_set):
    """As inspect.signature has it: contextlib.contextmanager, say."""
    decorated = """
def counted(function):
    def inner(*args):
        return function(*args)
    inner.__wrapped__ = function
    return inner


@counted
def double(numbers):
    return [2 * n for n in numbers]
"""
    small_set.write(PRIVATE + "solution.py", decorated)
    assert faults(small_set) == []


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (
            "def double(numbers): return [n / 0 for n in [1, *numbers]]",
            "it raises ZeroDivisionError: division by zero (solution.py, line 1)",
        ),
        (
            "import os\ndef double(numbers): return [os.urandom(4)[0] for n in [1, *numbers]]",
            "its two answers differ (values)",
        ),
        ("def double(", "The reference can't be loaded: solution.py, line 1: '(' was never closed"),
        (
            "raise RuntimeError('no')",
            "The reference can't be loaded: solution.py, line 1: RuntimeError: no",
        ),
    ],
)
def test_a_reference_that_fails_is_found_before_anything_else(small_set, source, said):
    """Without it there is nothing to compare with."""
    small_set.write(PRIVATE + "solution.py", source)
    ((subject, claim, detail),) = faults(small_set)
    # That answers differ may be the check's own doing.
    file = "checks.py" if "answers differ" in said else "solution.py"
    assert (subject, claim) == (file, "can be run")
    assert said in detail


@pytest.mark.parametrize(
    "part",
    [
        PRIVATE + "solution.py",
        PRIVATE + "checks.py",
        PUBLIC + "double.py",
        PUBLIC + "test_examples.py",
    ],
)
def test_a_file_that_is_missing_is_a_sentence_and_no_traceback(small_set_with_examples, part):
    """An author who has not written it yet should read its name."""
    small_set = small_set_with_examples
    small_set.file(part).unlink()
    ((_, _, detail),) = faults(small_set)
    assert part.rpartition("/")[2] in detail or "hidden checks of tiny/double" in detail


def test_without_a_known_mistake_that_is_all_there_is_to_say(small_set):
    """And not once more for each check."""
    for file in small_set.file(f"{PRIVATE}wrong").glob("*.py"):
        file.unlink()
    small_set.file(f"{PRIVATE}checks.toml").unlink()
    assert [(f[0], f[1]) for f in faults(small_set)] == [("wrong/", "holds mistakes")]


def test_checks_that_were_changed_meanwhile_are_the_ones_that_run(small_set):
    """`--watch` verifies again in the same process, where the old module is still loaded."""
    assert faults(small_set) == []
    small_set.write(PRIVATE + "checks.py", CHECKS.replace("reference.double(x)", "[]"))
    ((subject, claim, detail),) = faults(small_set)
    assert (subject, claim) == ("checks.py", "can be run")
    assert "fails on its own reference" in detail
    small_set.write(PRIVATE + "checks.py", CHECKS.replace("def test_doubles", "def test_other"))
    assert verified(small_set).checks == ("test_other",)
    small_set.write(PRIVATE + "checks.py", "def broken(:\n")
    ((subject, claim, detail),) = faults(small_set)
    assert "can't be collected" in detail


# Cases that never count ---------------------------------------------------------------------------

FIXTURE = """

@pytest.fixture
def answer(student):
    # What is raised here stands at the end of a page of traceback.
    return student.double(4)


def test_answer(answer):
    \"\"\"An answer of a fixture.\"\"\"
    assert answer == 8
"""


@pytest.mark.parametrize(
    ("made_by", "said"),
    [
        ("student.double(4)", "calls the code that is graded. Only the check itself can: what is"),
        (
            "reference.double(4)",
            "calls the code that is graded. Only the check itself can: what is",
        ),
        ("{}['answer']", "raises KeyError: 'answer'"),
    ],
)
def test_a_fixture_that_fails_is_told_by_its_line_and_what_it_raised(small_set, made_by, said):
    """A fixture that asks the student before a case begins would be asked of no submission."""
    fixture = FIXTURE.replace("student.double(4)", made_by)
    fixture = fixture.replace("(student)", "(student, reference)")
    checks = f"import pytest\n{CHECKS}{fixture}"
    small_set.write(PRIVATE + "checks.py", checks)
    line = 1 + checks.splitlines().index(f"    return {made_by}")
    ((_, _, detail),) = faults(small_set)
    assert detail.startswith(
        "The check test_answer fails on its own reference: a fixture, line"
        f" {line} of checks.py, {said}"
    )


@pytest.mark.parametrize(
    ("name", "instead"),
    [("tmp_path", ": files go to and fro with talk("), ("mine", "")],
)
def test_a_fixture_that_there_is_none_of_is_named_with_what_to_use_instead(
    small_set, name, instead
):
    """pytest's words have "<FixtureRequest for <Function …>>" in them."""
    checks = (
        f"{CHECKS}\n\ndef test_files(student, {name}):\n    assert student.double([1]) == [2]\n"
    )
    small_set.write(PRIVATE + "checks.py", checks)
    ((_, _, detail),) = faults(small_set)
    assert f"there is no fixture {name}{instead}" in detail
    assert "FixtureRequest" not in detail


SKIPPED = """

@pytest.fixture
def net():
    pytest.skip("no network")


def test_net(student, net):
    \"\"\"With a network.\"\"\"
    assert student.double([1]) == [2]
"""
MARKED = """

@pytest.mark.skip(reason="no network")
def test_net(student):
    \"\"\"With a network.\"\"\"
    assert student.double([1]) == [2]
"""


@pytest.mark.parametrize(
    ("check", "at"),
    [(SKIPPED, '    pytest.skip("no network")'), (MARKED, "def test_net(student):")],
)
def test_a_check_that_is_skipped_is_refused(small_set, check, at):
    """It had no cases, and passed whatever was handed in."""
    checks = f"import pytest\n{CHECKS}{check}"
    small_set.write(PRIVATE + "checks.py", checks)
    ((_, _, detail),) = faults(small_set)
    said = "The check test_net fails on its own reference: it is skipped in line "
    assert detail.startswith(said)
    assert detail.endswith(" of checks.py (no network), and would check nothing")
    line = int(detail.removeprefix(said).partition(" ")[0])
    assert abs(line - 1 - checks.splitlines().index(at)) <= 1  # of a mark, or what it marks


def test_a_check_that_raises_itself_is_told_by_its_line(small_set):
    checks = CHECKS + '\n\ndef test_more(student):\n    """More."""\n    undefined(3)\n'
    small_set.write(PRIVATE + "checks.py", checks)
    line = 1 + checks.splitlines().index("    undefined(3)")
    ((_, _, detail),) = faults(small_set)
    assert detail.startswith(
        "The check test_more fails on its own reference: NameError: name 'undefined' is not defined"
        f" (checks.py:{line}: undefined(3))"
    )


def test_a_misspelt_name_where_only_a_wrong_file_leads_is_told_with_that_file(small_set):
    more = "    if student.double([3]) != [6]:\n        undefined(3)\n"
    checks = CHECKS + f'\n\ndef test_more(student):\n    """More."""\n{more}'
    small_set.write(PRIVATE + "checks.py", checks)
    line = 1 + checks.splitlines().index("        undefined(3)")
    ((_, _, detail),) = faults(small_set)
    assert detail.startswith(
        f"The check test_more has an error of its own: checks.py, line {line}: "
        "name 'undefined' is not defined. It came of wrong/"
    )


def test_an_exception_of_a_library_is_expected_as_the_builtin_that_it_is(small_set):
    """A check has no class for it: it raised what was expected, as it seemed."""
    checks = f"import json\nimport pytest\n{CHECKS}" + (
        '\n\ndef test_more(student):\n    """More."""\n'
        "    with pytest.raises(json.JSONDecodeError):\n        student.load('{')\n"
    )
    small_set.write(PRIVATE + "checks.py", checks)
    solution = small_set.root / (PRIVATE + "solution.py")
    text = solution.read_text("utf-8") + "\n\ndef load(text):\n    return json.loads(text)\n"
    small_set.write(PRIVATE + "solution.py", "import json\n" + text)
    ((_, _, detail),) = faults(small_set)
    assert detail.startswith("The check test_more fails on its own reference: it raises JSONDecode")
    assert detail.endswith("; a check knows it as the builtin that it is derived from, ValueError")


def test_items_before_a_generator_raises_are_asked_for_one_by_one(small_set):
    """It is read where it is made, so that a check with islice() fails on its reference."""
    solution = small_set.root / (PRIVATE + "solution.py")
    words = """

def words(line):
    for word in line.split():
        if word == "!":
            raise ValueError(word)
        yield word
"""
    small_set.write(PRIVATE + "solution.py", solution.read_text("utf-8") + words)
    test = '\n\ndef test_more(student):\n    """More."""\n'
    asked = "    assert list(itertools.islice(student.words('a !'), 1)) == ['a']\n"
    small_set.write(PRIVATE + "checks.py", f"import itertools\n{CHECKS}{test}{asked}")
    ((_, _, detail),) = faults(small_set)
    assert "it raises ValueError: ! (solution.py, line " in detail
    assert detail.endswith("made = student.words.hold(…), then next(made) for each")
    asked = "    made = student.words.hold('a !')\n    assert next(made) == 'a'\n"
    small_set.write(PRIVATE + "checks.py", CHECKS + test + asked)
    assert not any("reference" in detail for _, _, detail in faults(small_set))


def test_the_module_and_its_stand_in_are_not_both_used(small_set):
    """It was "CannotCross: uses the network", of a line that does nothing of that kind."""
    name = small_set.exercise().file.removesuffix(".py")
    small_set.write(PRIVATE + "checks.py", f"import {name}\n{CHECKS}")
    ((_, _, detail),) = faults(small_set)
    assert detail.endswith("Use student.f(…) everywhere, or the import everywhere")
    assert "network" not in detail


def test_what_a_stub_lacks_is_named(small_set):
    exercise = small_set.exercise()
    stub = set_files.stub(exercise)
    small_set.write(f"exercises/{exercise.id}/{exercise.file}", stub.replace("def ", "def my_", 1))
    (said,) = (f.advice for f in verified(small_set).findings if f.claim == "has what is asked for")
    assert said == f"checks ask for {exercise.name}, which is not in it"


def test_a_wrong_file_without_the_function_is_said_to_have_none(small_set):
    """It was said to keep state, or to use chance."""
    small_set.write(PRIVATE + "wrong/renamed.py", '"""Renamed."""\n\n\ndef other(x):\n    pass\n')
    said = [detail for *_, detail in faults(small_set) if "has no function" in detail]
    assert said == [f"The file has no function {small_set.exercise().name}. It has other."]


ASSUMES = """

from hypothesis import assume


@settings(max_examples=10)
@given(x=st.lists(st.integers(-9, 9), max_size=3))
def test_long_answers(student, reference, x):
    \"\"\"An answer that is not empty.\"\"\"
    answer = student.double(x)
    assume(len(answer) > 1)
    assert_same(answer, reference.double(x))
"""
DRAWS = """

@settings(max_examples=10)
@given(data=st.data())
def test_drawn_inside(student, reference, data):
    \"\"\"An answer to what is drawn on the way.\"\"\"
    x = [data.draw(st.integers(0, 9))]
    assume(x != [1])
    answer = student.double(x)
    assume(answer[0] > 8)
    assert_same(answer, reference.double(x))
"""


def test_cases_that_are_thrown_away_after_an_answer_are_a_warning(small_set):
    """How many, and how many are left. Before the first call it is the usual way to draw."""
    (said,) = (s for s in advice(small_set, CHECKS + ASSUMES) if "assume" in s)
    assert re.match(
        r"assume\(\) throws \d+ of its cases away after an answer, and 10 are left\.\n", said
    )
    before = ASSUMES.replace("len(answer) > 1", "True").replace(
        "answer =", "assume(x)\n    answer ="
    )
    assert not any("assume" in s for s in advice(small_set, CHECKS + before))


def test_what_is_drawn_anew_each_time_may_be_thrown_away_too(small_set):
    """Right answers lose the cases that the reference loses; a wrong one that does is wrong."""
    small_set.write(PRIVATE + "checks.py", CHECKS + ASSUMES + DRAWS)
    found = verified(small_set)
    assert found.ok
    small_set.write(PRIVATE + "wrong/none.py", '"""None."""\ndef double(x): return [0]\n')
    assert "test_drawn_inside" in verified(small_set).kills["none"]


def test_a_check_that_draws_nothing_has_no_case_to_throw_away(small_set, recwarn):
    """In one sentence, and without Hypothesis's word about what it will refuse some day."""
    only = "\n\ndef test_one(student):\n    assume(student.double([]))\n"
    small_set.write(PRIVATE + "checks.py", CHECKS + ASSUMES + only)
    ((_, _, detail),) = faults(small_set)
    assert detail.strip() == (
        "The check test_one fails on its own reference: assume() throws its only case away; other"
        " cases can be drawn only with @given"
    )
    small_set.write(PRIVATE + "checks.py", CHECKS + ASSUMES + only.replace("[]", "[1]"))
    assert [detail for _, claim, detail in faults(small_set) if "run" in claim] == []
    assert [str(w.message) for w in recwarn if "assume" in str(w.message)] == []


# A warning: answers that could change later ------------------------------------------------------

LASTING = """

def test_lasts(student, reference):
    \"\"\"An answer stays what it was.\"\"\"
    assert_same(assert_lasting(student.double, [1.5]), reference.double([1.5]))
"""


UNTOUCHED = """

def test_untouched(student, reference):
    \"\"\"The numbers stay what they were.\"\"\"
    seen = student.double.observe([1.5])
    assert_same(seen.value, reference.double([1.5]))
    assert not seen.changed
"""


def advice(tiny_set, checks: str) -> list[str]:
    tiny_set.write(PRIVATE + "checks.py", checks + UNTOUCHED)
    found = verified(tiny_set)
    assert found.ok
    return [f.advice for f in found.findings if f.advice]


def test_an_argument_that_could_be_changed_unseen_is_a_warning_and_no_failure(small_set):
    """What is given crosses as a copy, which the check doesn't see changed."""
    checks = CHECKS.replace("import assert_same", "import assert_lasting, assert_same") + LASTING
    assert advice(small_set, checks) == []
    small_set.write(PRIVATE + "checks.py", checks)
    found = verified(small_set)
    (said,) = [f.advice for f in found.findings if f.advice]
    assert found.ok
    assert said.startswith("no check sees whether double changes what it is given")


def test_an_answer_that_could_change_unseen_is_a_warning_and_no_failure(small_set):
    """A list, and no check that asks for it again after another call."""
    (said,) = advice(small_set, CHECKS)
    assert said.startswith("no check sees whether an answer of double stays what it was.")
    shown = "\n".join(line.plain for line in verification_lines(verified(small_set)))
    assert shown.startswith("✓ tiny/double")
    assert "    checks.py, a warning:\n      no check sees whether an answer of double" in shown


def test_an_exercise_without_a_hint_is_a_warning_and_no_failure(small_set):
    small_set.write(PUBLIC + "exercise.toml", HINTS)
    checks = CHECKS.replace("import assert_same", "import assert_lasting, assert_same")
    (said,) = advice(small_set, checks + LASTING)
    assert said.startswith("it has no hint for who is stuck at the beginning")


def test_what_a_right_way_returned_is_shown_beside_what_was_expected(small_set):
    """An author sees at once which of the two is mistaken."""
    small_set.write(
        PRIVATE + "accepted/one_off.py", "def double(numbers): return [7, *numbers][:1]"
    )
    shown = "\n".join(line.plain for line in verification_lines(verified(small_set)))
    assert "    accepted/one_off.py is rejected, and is a right way:\n" in shown
    assert "      it fails test_doubles\n      Returned 1 item, expected 0 items.\n" in shown
    assert "      returned   [7]\n      expected   []" in shown


def test_each_claim_that_does_not_hold_has_a_sentence():
    """Or a report would end in an error of ours."""
    claims = set()
    for module in (proving, written, public_half):
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            match node:
                case ast.Call(ast.Name("Finding"), [_, ast.Constant(str(said)), *_]):
                    claims.add(said)
                case ast.Assign(targets=[ast.Name(id="claim")], value=ast.Constant(value=said)):
                    claims.add(said)
    unwarned = {
        "is an exercise of its author's",
        "has what is asked for",
        "keeps the cases that it draws",
        "watches answers that could change later",
        "watches arguments that could be changed",
    }
    assert claims - unwarned == set(FAULTS)


def test_the_matrix_counts_cases_and_warns_where_they_are_few(small_set):
    """A mistake that one case of hundreds finds may be missed by the next version's draws."""
    many = CHECKS.replace("max_examples=10", "max_examples=200")
    small_set.write(PRIVATE + "checks.py", many)
    rare = "def double(n): return [2 * x for x in n] if n != [0] else [1]\n"
    small_set.write(PRIVATE + "wrong/rare.py", '"""Nothing is something."""\n\n\n' + rare)
    found = verified(small_set)
    cases = found.cases["test_doubles"]
    assert found.caught["rare"] == {"test_doubles": 1}
    shown = "\n".join(line.plain for line in verification_lines(found, matrix=True))
    assert f"     1 test_doubles, {cases} cases\n" in shown
    assert re.search(r"^    rare +1$", shown, re.MULTILINE)
    assert f"wrong/rare.py, a warning:\n      it is caught in 1 of {cases} cases" in shown
    assert shown.count("a warning:") == 3


def test_a_warning_of_several_checks_is_said_once(small_set):
    """An import may bring a dozen tests that no known mistake fails."""
    found = verified(small_set)
    warned = (Finding(f"test_{n}", "catches something", advice="Write one.") for n in range(3))
    shown = verification_lines(dataclasses.replace(found, findings=tuple(warned)))
    text = "\n".join(line.plain for line in shown)
    assert text.endswith("\n    test_0, test_1, test_2, a warning each:\n      Write one.")


def test_a_check_that_asks_again_is_what_was_missing(small_set):
    checks = CHECKS.replace("import assert_same", "import assert_lasting, assert_same")
    assert advice(small_set, checks + LASTING) == []


def test_holding_an_answer_without_another_call_sees_nothing(small_set):
    """It has to be asked for after something that might have changed it."""
    held = LASTING.replace(
        "assert_lasting(student.double, [1.5])", "student.double.hold([1.5]).value()"
    )
    assert len(advice(small_set, CHECKS + held)) == 1


@pytest.mark.parametrize(
    ("answer", "warned"),
    [
        ("sum(numbers)", False),
        ("tuple(numbers)", False),
        ("(1, 'text', frozenset(numbers))", False),
        ("(1, numbers[:])", True),
        ("{n: n for n in numbers}", True),
        ("set(numbers)", True),
    ],
)
def test_what_cannot_change_needs_no_check(small_set, answer, warned):
    """Of a tuple, what is in it counts."""
    small_set.write(
        PRIVATE + "solution.py", f'"""Two."""\n\n\ndef double(numbers):\n    return {answer}\n'
    )
    same = "assert student.double(x) == reference.double(x)"
    checks = CHECKS.replace("assert_same(student.double(x), reference.double(x))", same)
    small_set.write(PRIVATE + "checks.py", checks)
    found = verified(small_set).findings
    assert any(f.advice for f in found if f.claim == "watches answers that could change later") == (
        warned
    )


def test_whoever_waits_is_told_which_check_of_which_file_is_tried(small_set):
    """A slow check looks like one that hangs; and which one it was is known at the end."""
    said = []
    found = verify(small_set.exercise(), lambda *one: said.append(one))
    told = [what for exercise, what in said if exercise == "tiny/double"]
    assert told[:2] == ["drawing the cases", "drawing the cases, test_doubles"]
    files = ("solution.py", "double.py", "accepted/adds_itself.py", "wrong/adds_two.py")
    assert {f"{file}, test_doubles" for file in files} < set(told)
    assert told[-1] == ""
    assert found.all_seconds["test_doubles"] >= found.seconds["test_doubles"]


def test_checks_that_took_long_are_named_at_the_end(small_set):
    """The slowest first, three at most; nothing of those that took a moment."""
    found = verified(small_set)
    assert list(slow_lines([found])) == []
    slow = {f"test_{n}": float(n) for n in (5, 6, 30, 7, 8)}
    (line,) = slow_lines([dataclasses.replace(found, all_seconds=slow)])
    of = "tiny/double test_"
    assert line.plain == (
        f"Most of the time went into {of}30 30 s, {of}8 8 s, {of}7 7 s, with all files."
    )


OF_MESSAGES = (
    CHECKS
    + """

def test_raises(student):
    \"\"\"What can't be doubled is said.\"\"\"
    with pytest.raises(ValueError, match="nothing"):
        student.double(None)
"""
)


def test_who_says_another_thing_than_one_that_passes_is_not_the_same(small_set):
    """An exception's message is no answer to know a mistake by, but a check may look at it."""
    right = "def double(n):\n    if n is None:\n        raise ValueError({!r})\n"
    right += "    return [2 * x for x in n]\n"
    small_set.write(PRIVATE + "checks.py", "import pytest\n" + OF_MESSAGES)
    small_set.write(PRIVATE + "solution.py", right.format("nothing"))
    for name in ("silent", "mute"):
        small_set.write(PRIVATE + f"wrong/{name}.py", f'"""Is {name}."""\n' + right.format(name))
    passes = '"""Says more."""\n' + right.format("nothing at all")
    small_set.write(PRIVATE + "wrong/talks.py", passes)
    found = verified(small_set)
    assert found.twins.get("mute") == ("silent",)
    assert "talks" not in found.twins
