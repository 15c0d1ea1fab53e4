"""Objects of the student's in a set that crossed, and as keys of a dict."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import Grader, check, grader_of
from test_equal_objects import files

POINTS = """\
from collections import Counter, defaultdict
from dataclasses import dataclass


@dataclass(frozen=True)
class Point:
    x: int
    y: int


class Tag:
    def __init__(self, name):
        self.name = name

    def __eq__(self, other):
        return isinstance(other, Tag) and self.name.lower() == other.name.lower()

    def __hash__(self):
        return hash(self.name.lower())

    def __repr__(self):
        return f"<{self.name}>"

    def rename(self, name):
        self.name = name


def around(p):
    return {Point(p.x + 1, p.y), Point(p.x - 1, p.y), Point(p.x, p.y + 1), Point(p.x, p.y - 1)}


def tags(text):
    return {Tag(word) for word in text.split()}


def numbered(text):
    return {(Tag(word), number) for number, word in enumerate(text.split())}


def counts(text):
    out = {}
    for word in text.split():
        out[Tag(word)] = out.get(Tag(word), 0) + 1
    return out


def counted(text):
    return Counter(map(Tag, text.split()))


def places(text):
    out = defaultdict(list)
    for number, word in enumerate(text.split()):
        out[Tag(word)].append(number)
    return out
"""
CHECKS = """\
from grader.checks import assert_same


def test_equal_sets(student):
    P = student.Point
    assert student.around(P(0, 0)) == {P(0, 1), P(1, 0), P(-1, 0), P(0, -1)}


def test_made_before(student):
    want = {student.Point(0, 1), student.Point(0, -1)}
    assert want < student.around(student.Point(0, 0))


def test_in(student):
    found = student.tags("a A b")
    assert len(found) == 2
    assert student.Tag("B") in found and student.Tag("A") in found
    assert student.Tag("c") not in found
    assert found - {student.Tag("A")} == {student.Tag("b")}


def test_in_two(student):
    found, others = student.tags("a b"), student.tags("b c")
    assert len(found & others) == 1
    assert student.Tag("B") in found
    assert [*found & student.tags("B c")] == [student.Tag("b")]


def test_each(student):
    found = student.tags("a b")
    assert {repr(one) for one in found} == {"<a>", "<b>"}
    for one in found:
        one.rename("c" + one.name)
    assert sorted(one.name for one in found) == ["ca", "cb"]


def test_in_tuples(student):
    assert (student.Tag("A"), 0) in student.numbered("a b")


def test_keys(student):
    found = student.counts("a A b")
    assert found[student.Tag("A")] == 2 and found.get(student.Tag("x")) is None
    assert found == {student.Tag("A"): 2, student.Tag("b"): 1}


def test_counter(student):
    found = student.counted("a A b")
    assert found[student.Tag("A")] == 2 and found[student.Tag("x")] == 0
    assert found.most_common(1) == [(student.Tag("a"), 2)]


def test_other_dicts(student):
    assert student.places("a b A")[student.Tag("a")] == [0, 2]


def test_with_the_reference(student, reference):
    found, want = student.counts("a A b"), reference.counts("a A b")
    assert student.Tag("b") in found
    assert_same(found, want)
    mine, right = student.tags("a b"), reference.tags("a b")
    assert student.Tag("A") in mine
    assert_same(mine, right)
"""


@pytest.fixture(scope="module")
def points(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grader]:
    made = files(CHECKS) | {"solutions/ratios/ratio/solution.py": POINTS}
    with grader_of(tmp_path_factory.mktemp("hashed"), made) as grader:
        yield grader


IN_LOWER = "return hash(self.name.lower())"
OF_TAGS = {"test_in", "test_in_two", "test_in_tuples", "test_keys", "test_counter",
           "test_other_dicts", "test_with_the_reference"}  # fmt: skip
ONE = """\
def counts(text):
    return dict.fromkeys(map(Tag, text.split()), 1)
"""


@pytest.mark.parametrize(
    ("right", "wrong", "failed"),
    [
        ("", "", set()),
        ("Point(p.x, p.y - 1)}", "Point(p.x, p.y - 2)}", {"test_equal_sets", "test_made_before"}),
        (IN_LOWER, "return hash(self.name)", OF_TAGS),
        (IN_LOWER, "return 1", set()),  # as slow as a hash can be, and right
        ("self.name.lower() == other.name.lower()", "self is other", OF_TAGS),
        ("def counted", f"{ONE}\n\ndef counted", {"test_keys", "test_with_the_reference"}),
    ],
)
def test_their_own_hash_is_asked(points, right, wrong, failed):
    report = points(POINTS.replace(right, wrong) if right else POINTS, "ratios/ratio")
    assert {one.name for one in report.checks if one.status != "passed"} == failed


def test_a_wrong_set_is_shown_and_not_what_was_asked_of_it(points):
    wrong = POINTS.replace("Point(p.x, p.y - 1)}", "Point(p.x, p.y + 2)}")
    shown = check(points(wrong, "ratios/ratio"), "test_equal_sets").counterexample
    assert shown.call.startswith("around(p)")
    assert "Point(x=0, y=2)" in shown.values.got.text
    assert "P(0, -1)" in shown.values.expected.text


def test_a_dataclass_that_has_no_hash_is_told(points):
    wrong = POINTS.replace("(frozen=True)", "")
    said = check(points(wrong, "ratios/ratio"), "test_equal_sets").counterexample
    assert "unhashable type: 'Point'" in said.values.got.text


GIVEN = """\
def names(found):
    return sorted(tag.name for tag in found)


def total(counts):
    return sum(counts.values()), names(counts)


def louder(found):
    for tag in found:
        tag.rename(tag.name + "!")
"""
OF_GIVEN = """\
def test_a_set(student):
    assert student.names({student.Tag("x"), student.Tag("y")}) == ["x", "y"]


def test_a_frozenset(student):
    assert student.names(frozenset({student.Tag("x")})) == ["x"]


def test_keys(student):
    assert student.total({student.Tag("x"): 4, student.Tag("y"): 1}) == (5, ["x", "y"])


def test_one_of_before(student):
    tag = student.Tag("x")
    tag.rename("z")
    assert student.names({tag, student.Tag("a")}) == ["a", "z"]


def test_one_more(student):
    found = student.tags("b a")
    found.add(student.Tag("c"))
    assert student.names(found) == ["a", "b", "c"]


def test_the_very_objects(student):
    found, counts = student.tags("b a"), student.counts("x")
    student.louder(found)
    student.louder(counts)
    assert sorted(tag.name for tag in found) == ["a!", "b!"]
    assert [tag.name for tag in counts] == ["x!"]
"""
SHOWN = {
    "test_a_set": "names({Tag('x'), Tag('y')})",
    "test_a_frozenset": "names(frozenset({Tag('x')}))",
    "test_keys": "total({Tag('x'): 4, Tag('y'): 1})",
    "test_one_of_before": "tag = Tag('x')\ntag.rename('z')\nnames({tag, Tag('a')})",
}


def test_sets_and_dicts_of_them_are_given_as_the_objects_that_they_are(tmp_path):
    right = f"{POINTS}\n\n{GIVEN}"
    made = files(OF_GIVEN) | {"solutions/ratios/ratio/solution.py": right}
    with grader_of(tmp_path, made) as grader:
        assert grader(right, "ratios/ratio").verdict == "passed"
        report = grader(right.replace("sorted(tag.name", "sorted(2 * tag.name"), "ratios/ratio")
        by_copies = right.replace("tag.rename(tag", "Tag(tag.name).rename(tag")
        failed = {c.name for c in grader(by_copies, "ratios/ratio").checks if c.status == "failed"}
    assert failed == {"test_the_very_objects"}
    told = {c.name: c.counterexample.call for c in report.checks if c.name in SHOWN}
    in_order = (("Tag('a'), tag", "tag, Tag('a')"), ("Tag('y'), Tag('x')", "Tag('x'), Tag('y')"))
    for this, that in in_order:  # a set has none
        told = {name: call.replace(this, that) for name, call in told.items()}
    assert told == SHOWN
