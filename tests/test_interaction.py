"""Programs that read and print, functions that ask, files and coroutines are graded too."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterator

import pytest
from conftest import Grader, check, grader_of, statuses

from grader.checks.proxy import Module
from grader.errors import CheckFault
from grader.explain.call import reading
from grader.plain_value import as_text
from grader.process.programs import Ran, Talked
from grader.wire.data import Held, Map, Ref, Seq
from grader.wire.live_arguments import MAX_CALLS, Callback, handed
from grader.wire.messages import Operation, Returned
from grader.wire.values import from_wire, to_wire
from grader.wording.commands import given
from grader.wording.value_text import text

SET = 'title = "Talk"\nversion = "1.0.0"\nlicence = "MIT"\norder = ["total", "greet"]\n'
FILES = {
    "exercises/talk/set.toml": SET,
    "exercises/talk/total/exercise.toml": (
        'title = "Total"\ndifficulty = "easy"\n\n[rules]\nprogram = true\n\n[[hints]]\ntext = "?"\n'
    ),
    "exercises/talk/total/README.md": "# Total\n",
    "exercises/talk/total/total.py": '"""Reads numbers, prints their sum."""\n',
    "exercises/talk/total/test_examples.py": "def test_nothing():\n    pass\n",
    "solutions/talk/total/solution.py": (
        "import sys\n\nprint(sum(int(line) for line in sys.stdin))\n"
        "if len(sys.argv) > 1:\n    sys.exit(int(sys.argv[1]))\n"
    ),
    "solutions/talk/total/checks.py": '''\
from grader.checks import assert_same, run
from hypothesis import given
from hypothesis import strategies as st


@given(numbers=st.lists(st.integers(-9, 9), max_size=4))
def test_sum(student, reference, numbers):
    """The sum of the lines is printed."""
    text = "".join(f"{n}\\n" for n in numbers)
    assert_same(run(student, stdin=text).stdout, run(reference, stdin=text).stdout)


def test_status(student):
    """The first argument is the exit status."""
    assert_same(run(student, args=["3"]).code, 3)
''',
    "exercises/talk/greet/exercise.toml": (
        'title = "Greet"\ndifficulty = "easy"\n\n[[hints]]\ntext = "?"\n'
    ),
    "exercises/talk/greet/README.md": "# Greet\n",
    "exercises/talk/greet/greet.py": "def greet():\n    raise NotImplementedError\n",
    "exercises/talk/greet/test_examples.py": "def test_nothing():\n    pass\n",
    "solutions/talk/greet/solution.py": """\
import asyncio


def greet(loud=False):
    name = input("Name? ")
    print(f"Hello, {name.upper() if loud else name}!")
    return len(name)


def copy(source, target):
    with open(source) as one, open(target, "w") as other:
        other.write(one.read())


async def later(x):
    await asyncio.sleep(0)
    return 2 * x


async def ticks(n):
    for tick in range(n):
        yield tick


async def twice(f, x):
    return await f(await f(x))
""",
    "solutions/talk/greet/checks.py": '''\
from grader.checks import Callback, assert_same, awaited, printed, talk


def test_printed(student):
    """The name is greeted."""
    assert_same(printed(student.greet, answers=["Ada"], prompts=False), "Hello, Ada!\\n")


def test_prompt(student):
    """The question is asked."""
    assert_same(printed(student.greet, loud=True, answers=["Ada"]), "Name? Hello, ADA!\\n")


def test_value(student):
    """The length of the name is returned."""
    assert_same(talk(student.greet, answers=["Ada"]).value, 3)


def test_copied(student):
    """The file is copied."""
    made = talk(student.copy, "a.txt", "b.txt", files={"a.txt": "one\\ntwo\\n"}).files
    assert_same(made, {"b.txt": "one\\ntwo\\n"})


def test_awaited(student):
    """The coroutine's value is twice the argument."""
    assert_same(awaited(student.later, 4), 8)


def test_ticks(student):
    """Ticks come one after the other."""
    assert_same(awaited(student.ticks, 3), [0, 1, 2])


def test_twice(student):
    """The function is awaited twice."""

    async def halved(x):
        import asyncio

        await asyncio.sleep(0)
        return x / 2

    assert_same(awaited(student.twice, Callback(halved), 12), 3.0)
''',
}


@pytest.fixture(scope="module")
def talking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grader]:
    root = tmp_path_factory.mktemp("talk")
    with grader_of(root, FILES) as grader:
        yield grader


TOTAL = FILES["solutions/talk/total/solution.py"]
GREET = FILES["solutions/talk/greet/solution.py"]


def test_a_right_program_passes(talking):
    assert statuses(talking(TOTAL, "talk/total")) == {"passed"}


def test_a_file_whose_name_is_no_text_is_one_more_file(talking):
    """Its name is shown as far as it can be read."""
    odd = GREET.replace(
        "        other.write(one.read())",
        "        other.write(one.read())\n    open(b'x\\xff', 'w').close()",
    )
    report = talking(odd, "talk/greet")
    wrong = check(report, "test_copied")
    assert statuses(report) == {"passed", "failed"}
    assert wrong.status == "failed"
    assert "x\N{REPLACEMENT CHARACTER}" in f"{wrong.message} {wrong.counterexample}"


@pytest.mark.parametrize("more", ["os.remove(source)", "os.rename(source, source + '~')"])
def test_a_file_that_is_gone_is_not_as_it_was(talking, more):
    """A check that compares the files need not ask for it."""
    tidied = GREET.replace("other.write(one.read())", f"other.write(one.read())\n    {more}")
    report = talking(f"import os\n{tidied}", "talk/greet")
    assert check(report, "test_copied").status == "failed"
    assert "'a.txt': None" in str(check(report, "test_copied").counterexample)
    assert check(report, "test_value").status == "passed"


def test_what_a_library_keeps_is_no_file_of_the_codes(talking):
    """Whoever draws with a library that lists the machine's fonts first has written one file."""
    cached = GREET.replace(
        "    with open(source) as one, open(target",
        "    kept = os.environ['MPLCONFIGDIR']\n    os.makedirs(kept, exist_ok=True)\n"
        "    open(os.path.join(kept, 'fonts.json'), 'w').close()\n"
        "    with open(source) as one, open(target",
    )
    assert statuses(talking(f"import os\n{cached}", "talk/greet")) == {"passed"}


def test_files_are_looked_for_where_the_check_has_put_its_own(talking):
    """Not where the code has gone to: a file in a folder is called by that folder's name, too."""
    inside = GREET.replace(
        "    with open(source) as one, open(target",
        "    os.mkdir('out')\n    one = open(source)\n"
        "    os.chdir('out')\n    with one, open(target",
    )
    report = talking(f"import os\n{inside}", "talk/greet")
    assert check(report, "test_copied").status == "failed"
    assert "'out/b.txt'" in str(check(report, "test_copied").counterexample)


def test_a_program_is_not_run_before_a_check_asks_for_it(talking):
    """At import it would read from nowhere and print to nobody."""
    assert talking(TOTAL, "talk/total").output is None


def test_what_a_call_with_answers_returned_is_shown_as_any_answer(talking):
    """It is all that the student's own call returned; what it printed is ours."""
    report = talking(GREET.replace("return len(name)", "return 0"), "talk/greet")
    values = check(report, "test_value").counterexample.values
    assert (values.got.text, values.got.name) == ("0", "")
    assert (values.expected.text, values.expected.name) == ("3", "")


@pytest.mark.parametrize(
    "code",
    [
        "class Code(int):\n    def __int__(self):\n        return 3\n"
        "    __index__ = __and__ = __rand__ = __int__\n\nsys.exit(Code(7))",
        "class Code:\n    __class__ = int\n    def __index__(self):\n        return 3\n"
        "    __int__ = __index__\n\nsys.exit(Code())",
    ],
)
def test_an_exit_status_is_the_number_itself(talking, code):
    """As Python has it: 7, and 1 for what is no number, whatever its class says of it."""
    total, _, end = TOTAL.partition("    sys.exit(")
    assert end
    source = (
        total.replace("import sys\n", "import sys\n\n\n", 1) + "    " + code.replace("\n", "\n    ")
    )
    assert check(talking(source, "talk/total"), "test_status").status == "failed"


def test_a_wrong_program_is_told_by_what_it_read_and_printed(talking):
    report = talking(
        TOTAL.replace("sum(", "len(list(").replace("stdin))", "stdin)))"), "talk/total"
    )
    wrong = check(report, "test_sum")
    assert wrong.status == "failed"
    assert wrong.counterexample is not None
    assert wrong.counterexample.call == "python total.py"
    assert wrong.counterexample.arguments == {"stdin": "0"}
    assert wrong.counterexample.got == "stdout:\n'1\\n'"
    assert wrong.counterexample.expected == "stdout:\n'0\\n'"
    assert check(report, "test_status").status == "passed"


def test_a_program_that_raises_has_an_exit_status_and_says_why(talking):
    report = talking("print()\nraise ValueError('no')\n", "talk/total")
    assert statuses(report) == {"failed"}
    shown = check(report, "test_sum").counterexample
    assert shown.got == "stdout:\n'\\n'\nended by ValueError: no\n  total.py, line 2"
    assert check(report, "test_status").counterexample.got.startswith("exit status:\n1\n")


def test_what_is_not_written_yet_is_called_by_its_name(talking):
    """Also where the check asks for it by way of ours."""
    total = talking("raise NotImplementedError\n", "talk/total")
    said = "Not written yet: the program raises NotImplementedError."
    assert {c.message for c in total.checks} == {said}
    greet = talking(
        GREET.replace("    name = input", "    raise NotImplementedError\n    name = input"),
        "talk/greet",
    )
    said = "Not written yet: greet raises NotImplementedError."
    assert check(greet, "test_value").message == said


def test_functions_that_ask_print_write_and_wait_pass(talking):
    """Without a note that an async generator is no list: what else would it be?"""
    report = talking(GREET, "talk/greet")
    assert report.notes == ()
    assert {c.name: c.message for c in report.checks if c.status != "passed"} == {}


@pytest.mark.parametrize(
    ("old", "new", "failing"),
    [
        ('"Name? "', '"Who? "', {"test_prompt"}),
        ('!")', '")', {"test_printed", "test_prompt"}),
        ("return len(name)", "return name", {"test_value"}),
        ("other.write(one.read())", "other.write(one.readline())", {"test_copied"}),
        ("return 2 * x", "return x", {"test_awaited"}),
        ("yield tick", "yield 2 * tick", {"test_ticks"}),
        ("await f(await f(x))", "await f(x)", {"test_twice"}),
    ],
)
def test_each_mistake_fails_its_check_and_both_sides_are_shown(talking, old, new, failing):
    report = talking(GREET.replace(old, new), "talk/greet")
    assert {c.name for c in report.checks if c.status == "failed"} == failing
    for failed in (c for c in report.checks if c.status == "failed"):
        assert failed.counterexample is not None
        assert failed.counterexample.got != failed.counterexample.expected
        assert "talk" not in failed.counterexample.call


@pytest.mark.parametrize("source", [lambda x: x, "x = 1", "async lambda x: x", "def f(:"])
def test_a_callback_that_is_no_function_is_refused_where_it_is_made(source):
    """It was an exception of the student's code, when that called it."""
    with pytest.raises(TypeError, match="a Callback"):
        Callback(source)


def test_what_is_asynchronous_and_not_awaited_is_told_to_the_author(tmp_path):
    body = (
        'def test_ticks(student):\n    """They come."""\n    assert list(student.ticks(1)) == [0]\n'
    )
    checks = {"solutions/talk/greet/checks.py": body}
    with grader_of(tmp_path, FILES | checks) as grader, pytest.raises(CheckFault) as fault:
        grader(GREET, "talk/greet")
    assert fault.value.message.endswith("awaited(student.f, …) has what is asynchronous")


def test_an_attribute_that_is_called_like_a_handles_method_has_a_way_to_be_asked_for(tmp_path):
    """A list's node has a value."""
    solution = "class Node:\n    def __init__(self, value):\n        self.value = value\n"
    body = 'def test_value(student):\n    """It has it."""\n    assert student.Node(1).{} == 1\n'

    def checks(way):
        return {
            "solutions/talk/greet/solution.py": solution,
            "solutions/talk/greet/checks.py": body.format(way),
        }

    asked = 'hold("value").value()'
    with grader_of(tmp_path / "a", FILES | checks("value")) as grader:
        with pytest.raises(CheckFault) as fault:
            grader(solution, "talk/greet")
        assert fault.value.message.endswith(f"own, .{asked} is the object's")
    with grader_of(tmp_path / "b", FILES | checks(asked)) as grader:
        assert statuses(grader(solution, "talk/greet")) == {"passed"}


CLOCK = """\
class Clock:
    hours = 12

    def __repr__(self):
        return "Clock()"

    def __hash__(self):
        return 7

    def __eq__(self, other):
        return isinstance(other, Clock) or other == 7

    def itself(self):
        return self
"""


@pytest.mark.parametrize(
    ("natural", "told", "way"),
    [
        ("clock.itself() is clock", 'student.lib("operator").is_(a, b)',
         'student.lib("operator").is_(clock.itself(), clock)'),
        ('type(clock).__name__ == "Clock"', 'x.is_a("file.Class")', 'clock.is_a("greet.Clock")'),
    ],
)  # fmt: skip
def test_what_python_would_answer_of_a_stand_in_has_a_way_to_be_asked_for(
    tmp_path, natural, told, way
):
    def checks(claim):
        made = "    clock = student.Clock()\n"
        body = f"def test_clock(student):\n{made}    assert {claim}\n"
        return {
            "solutions/talk/greet/solution.py": CLOCK,
            "solutions/talk/greet/checks.py": body,
        }

    with (
        grader_of(tmp_path / "a", FILES | checks(natural)) as grader,
        pytest.raises(CheckFault) as fault,
    ):
        grader(CLOCK, "talk/greet")
    assert told in fault.value.message
    with grader_of(tmp_path / "b", FILES | checks(way)) as grader:
        assert statuses(grader(CLOCK, "talk/greet")) == {"passed"}


def test_of_failing_cases_the_one_with_the_least_to_read_is_shown_first():
    """Short texts before long ones, and few steps before many."""
    short, long = (
        Operation("call", None, "f", [to_wire(text)]) for text in ("ab", ["abcdef", {"x": "yz"}])
    )
    assert reading([short]) < reading([long]) < reading([short, short])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\n\nb\n", "a\n\nb"),
        ("\n", "'\\n'"),
        ("a\n\n", "'a\\n\\n'"),
        (" a\n", "' a\\n'"),
        ("a", "'a'"),
    ],
)
def test_a_text_is_shown_by_its_lines_where_all_of_it_is_seen(text, shown):
    run = Operation("call", "kata", "run", [to_wire(v) for v in (text, [], {}, True)])
    assert {name: as_text(value) for name, value in given(run).items()} == {"stdin": shown}
    assert given(run)["stdin"].cells == text


def test_what_there_was_to_read_is_shown(talking):
    """A student can't see what a file had in it, nor what was answered."""
    wrong = GREET.replace("return len(name)", "return name").replace("one.read()", "one.readline()")
    report = talking(wrong, "talk/greet")
    assert check(report, "test_value").counterexample.arguments == {"answers": "['Ada']"}
    copied = check(report, "test_copied").counterexample
    assert copied.arguments == {"a.txt": "one\ntwo"}
    assert copied.got.startswith("files:\n")


def test_a_question_too_many_is_the_end_of_the_input(talking):
    report = talking(GREET.replace("    print(f", "    input()\n    print(f"), "talk/greet")
    asked = check(report, "test_printed")
    assert asked.status == "error"
    assert asked.counterexample is not None
    assert "EOFError" in asked.counterexample.got


ASKS = {
    "exercises/asks/set.toml": (
        'title = "Asks"\nversion = "1.0.0"\nlicence = "MIT"\norder = ["tools"]\n'
    ),
    "exercises/asks/tools/exercise.toml": (
        'title = "Tools"\ndifficulty = "easy"\nrequires = ["numpy"]\n\n[[hints]]\ntext = "?"\n'
    ),
    "exercises/asks/tools/README.md": "# Tools\n",
    "exercises/asks/tools/tools.py": "def smallest():\n    raise NotImplementedError\n",
    "exercises/asks/tools/test_examples.py": "def test_nothing():\n    pass\n",
    "solutions/asks/tools/solution.py": """\
def smallest(items, key):
    return min(items, key=key)


def dice(rng, n):
    return [int(x) for x in rng.integers(1, 7, n)]


def pick(rng, items):
    return rng.choice(items)


class Stack:
    def __init__(self, items=()):
        self.items = list(items)

    def push(self, item):
        self.items.append(item)

    def __len__(self):
        return len(self.items)

    def __getitem__(self, place):
        return self.items[place]

    def __contains__(self, item):
        return item in self.items

    def __add__(self, other):
        return Stack(self.items + other.items)

    def __lt__(self, other):
        return len(self) < len(other)

    def __str__(self):
        return " ".join(map(str, self.items))

    def __enter__(self):
        self.push("opened")
        return self

    def __exit__(self, *error):
        self.push("closed")
""",
    "solutions/asks/tools/checks.py": '''\
import random

import numpy as np
from grader.checks import Callback, assert_property, assert_same


def test_key(student, reference):
    """The key says which item is the smallest."""
    near = Callback("lambda x: abs(x)")
    assert_same(student.smallest([1, -5, 3], near), reference.smallest([1, -5, 3], near))


def test_asked(student):
    """The key is asked once for each item."""

    def double(x):
        return 2 * x

    seen = student.smallest.observe([3, 1], Callback(double))
    assert_same(seen.value, 1)
    assert_same(seen.asked[0], [(3,), (1,)])


def test_first_asked(student):
    """The key is asked first for the first item."""
    seen = student.smallest.observe([3, 1], Callback("lambda x: 2 * x"))
    assert seen.asked[0][0] == (3,)


def test_generators(student, reference):
    """The numbers are those of the generator that is given."""
    assert_same(
        student.dice(np.random.default_rng(5), 4), reference.dice(np.random.default_rng(5), 4)
    )
    assert_same(student.pick(random.Random(3), [1, 2, 3]), random.Random(3).choice([1, 2, 3]))


def test_stack(student):
    """A stack can be used like a list."""
    stack = student.Stack([1, 2])
    stack.push(3)
    assert_same(len(stack), 3)
    assert_same(stack[-1], 3)
    assert_property(2 in stack, "2 is in it")
    both = stack + student.Stack([9])
    assert_same(str(both), "1 2 3 9")
    assert_property(stack < both, "the shorter one is smaller")
    with student.Stack() as opened:
        opened.push(1)
    assert_same(str(opened), "opened 1 closed")
    assert_property(student.Stack([1]) != student.Stack([1]), "without __eq__ two are two")
    assert_same(student.Stack([1]), student.Stack([1]))
''',
}
TOOLS = ASKS["solutions/asks/tools/solution.py"]


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grader]:
    root = tmp_path_factory.mktemp("asks")
    with grader_of(root, ASKS) as grader:
        yield grader


def test_functions_generators_and_objects_are_handed_over_and_used(asking):
    report = asking(TOOLS, "asks/tools")
    assert {c.name: c.message for c in report.checks if c.status != "passed"} == {}


def test_a_function_that_was_never_called_is_told_where_the_check_looks_for_a_call(asking):
    """It was the check's own IndexError, as if the answer were the matter."""
    alone = TOOLS.replace("min(items, key=key)", "min(items)")
    failed = check(asking(alone, "asks/tools"), "test_first_asked")
    assert failed.message == "Your code never called key."
    assert failed.counterexample.expected == "it to be called"


def test_what_a_function_was_asked_is_not_said_to_be_made_of_what_was_returned(asking):
    """The answer is right; what is compared is what the function was asked."""
    backwards = TOOLS.replace("min(items, key=key)", "min(items[::-1], key=key)")
    failed = check(asking(backwards, "asks/tools"), "test_asked")
    assert failed.message.endswith("from what your code did: what it returned, or called.")


@pytest.mark.parametrize(
    ("old", "new", "failing"),
    [
        ("min(items, key=key)", "min(items)", {"test_key", "test_asked", "test_first_asked"}),
        ("min(items, key=key)", "min(sorted(items, key=key), key=key)", {"test_asked"}),
        ("rng.integers(1, 7, n)", "__import__('random').sample(range(6), n)", {"test_generators"}),
        ("return len(self.items)", "return 0", {"test_stack"}),
        ("return self.items[place]", "return self.items[0]", {"test_stack"}),
        ('self.push("closed")', "pass", {"test_stack"}),
    ],
)
def test_each_mistake_with_them_fails_its_check(asking, old, new, failing):
    report = asking(TOOLS.replace(old, new), "asks/tools")
    assert {c.name for c in report.checks if c.status == "failed"} == failing


@pytest.mark.parametrize(
    ("old", "new", "program", "got"),
    [
        (
            "return len(self.items)",
            "return 0",
            ["stack = Stack([1, 2])", "stack.push(3)", "len(stack)"],
            "0",
        ),
        (
            "return self.items[place]",
            "return self.items[0]",
            ["stack = Stack([1, 2])", "stack.push(3)", "stack[-1]"],
            "1",
        ),
        (
            'return " ".join(map(str, self.items))',
            "return ''",
            [
                "stack = Stack([1, 2])",
                "stack.push(3)",
                "str(stack + Stack([9]))",
            ],
            "''",
        ),
        (
            'self.push("closed")',
            "pass",
            [
                "with Stack() as stack:",
                "    stack.push(1)",
                "str(stack)",
            ],
            "'opened 1'",
        ),
    ],
)
def test_an_objects_case_is_told_as_the_program_it_is(asking, old, new, program, got):
    """With names from its class: a student can paste it into Python."""
    shown = check(asking(TOOLS.replace(old, new), "asks/tools"), "test_stack").counterexample
    assert shown.call.splitlines() == program
    assert shown.got.startswith(got)


def test_a_function_takes_arguments_by_name_as_its_source_does():
    """Who copies the call that a report shows may name them; `asked` has them in their order."""
    callback = Callback("lambda x, y=1: x - y")
    function = handed(callback, lambda value: value)
    assert [function(3), function(y=1, x=4), function(6, y=2)] == [2, 3, 4]
    assert callback.asked == [(3,), (4, 1), (6, 2)]
    with pytest.raises(TypeError, match="z"):
        function(z=1)
    assert Callback("max")(1, 2) == 2


def test_a_function_that_is_called_without_end_says_so():
    """The limit is the callback's own; the student's code gets an exception that it can read."""
    callback = Callback("lambda x: x")
    for _ in range(MAX_CALLS):
        callback(1)
    with pytest.raises(RuntimeError, match=r"called more than 10,000 times"):
        callback(1)


def test_what_cannot_cross_as_an_argument_is_the_authors_mistake_and_says_what_to_do():
    """A data frame, say: it can be made over there."""

    class Sent:
        in_step = None

        def run(self, operation):
            raise AssertionError("nothing may be sent")

    with pytest.raises(TypeError, match=r"can't cross to the student's code: make it there"):
        Module(Sent()).f(len)


def test_an_object_inside_a_list_is_passed_as_what_it_is_over_there():
    asked = []

    class Sent:
        in_step = None

        def run(self, operation):
            asked.append(operation)
            return len(asked) - 1, Returned(Held(("Stack", "object")))

    student = Module(Sent())
    stack = student.Stack()
    student.join([stack, 1], {"a": stack})
    assert asked[1].args == [Seq("list", [Ref(0), 1]), Map([("a", Ref(0))])]


def test_what_was_expected_of_a_conversation_is_said_without_a_name_of_ours(talking):
    """A plain value and what was printed, where a call raised instead."""
    report = talking(GREET.replace("return len(name)", "raise ValueError(name)"), "talk/greet")
    shown = check(report, "test_value").counterexample
    assert shown.expected == "3, printed 'Name? Hello, Ada!\\n'"


@pytest.mark.parametrize(
    ("had", "said"),
    [
        (Talked(None, "", {}), "None"),
        (Talked([1, 2], "Hi\n", {"a": "b"}), "[1, 2], printed 'Hi\\n', files {'a': 'b'}"),
        (Ran("", "", 0, None, {}), "exit status 0"),
        (Ran("1\n", "no", 2, "E", {}), "exit status 2, printed '1\\n', printed 'no' to stderr"),
        (namedtuple("Own", "value printed files")(1, "", {}), "Own(value=1, printed='', files={})"),
    ],
)
def test_what_a_check_has_of_a_conversation_is_said_in_words(had, said):
    """What there is nothing of isn't said; somebody's own type of such fields keeps its name."""
    assert text(from_wire(to_wire(had))) == said


def test_a_check_may_run_a_program_again_that_changes_what_it_imports(tmp_path):
    """No other worker can take over in the middle of a case."""
    solution = "import string\n\nprint(len(string.digits))\nstring.digits = '1'\n"
    checks = "solutions/talk/total/checks.py"
    twice = '''\
from grader.checks import run


def test_twice(student, reference):
    """Two runs print."""
    for _ in range(2):
        assert run(student).stdout == run(reference).stdout
'''
    files = FILES | {checks: twice, "solutions/talk/total/solution.py": solution}
    with grader_of(tmp_path, files) as grader:
        assert statuses(grader(solution, "talk/total")) == {"passed"}
        wrong = check(grader(solution.replace("len(", "1 + len("), "talk/total"), "test_twice")
    assert wrong.status == "failed"


def test_a_callback_that_has_crossed_is_not_asked_here():
    """It was asked over there: an assert on an empty list held whatever the code did."""
    callback = Callback("lambda x: x")
    assert (callback(3), callback.asked) == (3, [(3,)])
    to_wire([callback])
    with pytest.raises(TypeError, match=r"student.f.observe\(callback\).asked"):
        _ = callback.asked
