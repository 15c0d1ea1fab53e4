"""What a check asks of an object as Python would, `x != "a"`, `hash(x)` or `f"{x}"`, is asked of
the object's own class: a file that has it wrong fails. What can't be asked is an error that says
what to write."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import Grader, check, grader_of
from test_equal_objects import files

from grader.errors import CheckFault

TAG = '''\
"""A tag is its number."""


class Tag:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        if isinstance(other, str):
            return str(self.n) == other
        return isinstance(other, Tag) and self.n == other.n

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return hash(self.n)

    def __repr__(self):
        return f"Tag({self.n})"

    def __format__(self, spec):
        return f"#{self.n:{spec}}"

    def __bytes__(self):
        return bytes([self.n])

    def __complex__(self):
        return complex(self.n)

    def __index__(self):
        return self.n

    def __floor__(self):
        return self.n

    def __trunc__(self):
        return self.n + 1

    def __dir__(self):
        return ["n"]


def number():
    return 6


def numbers():
    return [6, 6]
'''
CHECKS = """\
import math
from unittest.mock import ANY

from hypothesis import given
from hypothesis.strategies import data, just


def test_no_text(student):
    assert student.Tag(1) != "a"


def test_not_equal_to_a_text(student):
    assert not student.Tag(1) == "a"


def test_its_text(student):
    assert "1" == student.Tag(1)


def test_among_texts(student):
    assert student.Tag(1) in ["a", "1"]


def test_no_none(student):
    assert student.Tag(1) != None


def test_itself(student):
    tag = student.Tag(1)
    assert tag == tag


def test_other(student):
    assert student.Tag(1) != student.Tag(2) and not student.Tag(1) != student.Tag(1)


def test_anything(student):
    assert student.Tag(1) == ANY


def test_hash(student):
    assert hash(student.Tag(1)) == hash(student.Tag(1))


def test_set(student):
    assert len({student.Tag(1), student.Tag(1), student.Tag(2)}) == 2


def test_key(student):
    assert {student.Tag(1): "one"}[student.Tag(1)] == "one"


def test_repr(student):
    assert "0x" not in repr(student.Tag(1)) and f"{student.Tag(1)!r}" == "Tag(1)"


def test_in_a_list(student):
    assert str([student.Tag(1)]) == "[Tag(1)]"


def test_format(student):
    assert f"{student.Tag(1)} {student.Tag(2):03}" == "#1 #002"


def test_bytes(student):
    assert bytes(student.Tag(1)) == bytes([1])


def test_complex(student):
    assert complex(student.Tag(1)) == 1


def test_index(student):
    assert "abc"[student.Tag(1)] == "b"


def test_rounded(student):
    assert (math.floor(student.Tag(1)), math.trunc(student.Tag(1))) == (1, 2)


def test_dir(student):
    assert "n" in dir(student.Tag(1))


def test_number(student):
    assert student.number() == 6


def test_no_number(student):
    assert student.number() != 5 and not student.number() == 5


def test_items(student):
    assert student.numbers()[0] == 6


@given(drawn=data())
def test_drawn(student, drawn):
    assert student.number() == drawn.draw(just(6))
"""
EQ = TAG.partition("other):\n")[2].partition("\n\n")[0]
LIAR = """

class Liar:
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return True

    def __getitem__(self, place):
        return Liar()
"""


@pytest.fixture(scope="module")
def tags(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grader]:
    made = files(CHECKS) | {"solutions/ratios/ratio/solution.py": TAG}
    with grader_of(tmp_path_factory.mktemp("tags"), made) as grader:
        yield grader


EVER = {"test_no_text", "test_not_equal_to_a_text", "test_no_none"}
ALIKE = {"test_its_text", "test_among_texts", "test_itself"}


@pytest.mark.parametrize(
    ("right", "wrong", "failed"),
    [
        (EQ, "        return True", {*EVER, "test_other"}),
        (EQ, "        return False", {*ALIKE, "test_other", "test_set", "test_key"}),
        (EQ, "        return self.n == other.n", {*EVER, *ALIKE} - {"test_itself"}),
        ("return not self == other", "return True", {"test_other"}),
        ("return not self == other", "return False", {*EVER, "test_other"}
         - {"test_not_equal_to_a_text"}),
        ("return hash(self.n)", "return id(self)", {"test_hash", "test_set", "test_key"}),
        ("__hash__", "hashed", {"test_hash", "test_set", "test_key"}),
        ("__repr__", "shown", {"test_repr", "test_in_a_list"}),
        ("__format__", "formatted", {"test_format"}),
        ("return bytes([self.n])", "return b''", {"test_bytes"}),
        ("complex(self.n)", "2j", {"test_complex"}),
        ("__index__(self):\n        return self.n", "__index__(self):\n        return 2",
         {"test_index"}),
        ("return self.n + 1", "return self.n", {"test_rounded"}),
        ('return ["n"]', "return []", {"test_dir"}),
        ("return 6\n", f"return Liar()\n{LIAR}", {"test_number", "test_no_number", "test_drawn"}),
        ("return [6, 6]\n", f"return Liar()\n{LIAR}", {"test_items"}),
    ],
)  # fmt: skip
def test_the_objects_class_is_asked(tags, right, wrong, failed):
    assert right in TAG
    report = tags(TAG.replace(right, wrong), "ratios/ratio")
    assert {one.name for one in report.checks if one.status != "passed"} == failed


def test_an_object_that_equals_anything_is_no_number(tags):
    report = tags(TAG.replace("return 6\n", f"return Liar()\n{LIAR}"), "ratios/ratio")
    for name in ("test_number", "test_drawn"):
        shown = check(report, name)
        assert shown.message == "Returned a Liar, expected an int."
        assert shown.counterexample.call == "number()"


def test_of_what_was_made_of_such_an_object_that_one_is_named(tags):
    report = tags(TAG.replace("return [6, 6]\n", f"return Liar()\n{LIAR}"), "ratios/ratio")
    failed = check(report, "test_items")
    assert failed.message == "Returned a Liar, expected a list."
    assert (failed.counterexample.call, failed.counterexample.got) == ("numbers()", "a Liar")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("assert not hasattr(student.Tag(1), '_cache')", "hasattr likewise"),
        ("assert student.Tag(1)._n == 1", 'student.lib("builtins").getattr(x, "_n") asks it'),
        ("import copy; copy.copy(student.Tag(1))", 'student.lib("copy").copy.hold(x) copies it'),
        ("import copy; copy.deepcopy([student.Tag(1)])", 'student.lib("copy").deepcopy.hold(x)'),
        ("student.Tag(lambda x: x)", "the function <lambda> can't cross to the student's code"),
        ("student.Tag([len, {'by': test_tag}])", "Callback(name) crosses as its source"),
        ("assert student.Tag(1) != object()", "in it can't cross to the student's code"),
    ],
)
def test_what_cant_be_asked_says_what_to_write(tmp_path, asked, said):
    """Each of these passed whatever the class does, or said nothing that helps."""
    made = files(f"def test_tag(student):\n    {asked}\n")
    made["solutions/ratios/ratio/solution.py"] = TAG
    with (
        grader_of(tmp_path, made) as grader,
        pytest.raises(CheckFault, match="on its own reference") as fault,
    ):
        grader(TAG, "ratios/ratio")
    assert said in str(fault.value)
