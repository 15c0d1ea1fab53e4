"""What a report says of an author's own asserts is true of what was asked, and can be pasted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import Grader, check, grader_of

from grader.model import Counterexample

SET = 'title = "Plain"\nversion = "1.0.0"\nlicence = "MIT"\norder = ["plain"]\n'
RIGHT = """\
from enum import IntEnum

KEY = "k"


class Film:
    most = 10.0

    def __init__(self, title, minutes):
        self.title, self.minutes = title, minutes

    def __lt__(self, other):
        return self.minutes < other.minutes

    def __str__(self):
        return self.title

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.title += "!"

    def __add__(self, other):
        return Film("both", self.minutes + other.minutes)

    def __eq__(self, other):
        return (self.title, self.minutes) == (other.title, other.minutes)

    def __getitem__(self, part):
        return self.title[part]

    def cut(self, minutes):
        self.minutes -= minutes

    def longer(self, minutes):
        return type(self)(self.title, self.minutes + minutes)

    def fee(self, days):
        return min(days * 1.0, Film.most)

    @classmethod
    def of_text(cls, line):
        title, _, minutes = line.partition(", ")
        return cls(title, int(minutes))


class Age(IntEnum):
    ALL = 0
    ADULT = 18


def age(film):
    return Age.ADULT if film == "Alien" else Age.ALL


def ranking(scores, *, top=3):
    return sorted(scores, reverse=True)[:top]


def table(rows):
    return [f"{name:<6}|{number}" for name, number in rows]


def pieces(items, n):
    return (items[i : i + n] for i in range(0, len(items), n))
"""
CHECKS = '''\
import re

import numpy as np
import pytest


def test_named(student):
    """top has to be named."""
    with pytest.raises(TypeError):
        student.ranking([1, 2], 1)


def test_by_place(student):
    """What there is comes by place."""
    assert student.table([("Ulm", 1)]) == ["Ulm   |1"]


def test_columns(student):
    """Columns are filled up."""
    lines = student.table([("Ulm", 1), ("Bonn", 2)])
    assert lines[1:] == ["Bonn  |2"]


def test_sorted(student):
    """Films are sorted by their minutes."""
    films = [student.Film("Dune", 155), student.Film("Alien", 117), student.Film("Emma", 124)]
    assert [str(film) for film in sorted(films)] == ["Alien", "Emma", "Dune"]


def test_fee(student):
    """The fee is a number."""
    assert student.Film("Dune", 155).fee(2) == pytest.approx(2)


def test_most(student):
    """The most is the class's."""
    assert student.constant("Film").most == 10.0


def test_longer(student):
    """A longer film is a film, too."""
    assert isinstance(student.Film("Dune", 155).longer(5), student.Film)


def test_block(student):
    """A block adds an exclamation mark."""
    with student.Film("Dune", 155) as film:
        film.cut(1)
    assert film.title == "Dune!"


def test_part(student):
    """A part of the title."""
    film = student.Film("Dune", 155)
    assert (film[1:3], film[::2]) == ("un", "Dn")


def test_cut(student):
    """It is shorter by then."""
    film = student.Film("Dune", 155)
    film.cut(5)
    assert str(film.longer(5)) == "Dune"


def test_added(student):
    """Two films are as long as both, in either order."""
    one, other = student.Film("Dune", 155), student.Film("Emma", 124)
    assert one + other == other + one
    assert (one + other).minutes == 279


def test_key(student):
    """The key is a name of the file's."""
    assert student.constant("KEY") == "k"


def test_of_text(student):
    """A film is made of a line of text."""
    assert student.Film.most == 10.0
    assert student.Film.of_text("Dune, 155").minutes == 155
    with pytest.raises(ValueError):
        student.Film.of_text("Dune")


def test_age(student):
    """Ages are numbers, too."""
    assert student.age("Alien") > student.age("Emma")
    assert student.age("Alien") + 1 == 20 - student.age("Emma") - 1
    assert 17 < student.age("Alien") == student.Age.ADULT


def test_found(student):
    """The name stands at the left."""
    match = re.match("Ulm +", student.table([("Ulm", 1)])[0])
    assert match


def test_pieces(student, reference):
    """Pieces of n items."""
    assert list(student.pieces([1, 2, 3], 2)) == list(reference.pieces([1, 2, 3], 2))


def test_sum(student, reference):
    """The sum of the best."""
    assert sum(student.ranking([4, 1, 4])) == pytest.approx(np.sum(reference.ranking([4, 1, 4])))


def test_many(student, reference):
    """The best of many."""
    many = [*range(40)]
    assert set(student.ranking(many, top=30)) == set(reference.ranking(many, top=30))
'''


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grader]:
    files = {
        "exercises/plain/set.toml": SET,
        "exercises/plain/plain/exercise.toml": (
            'title = "Plain"\ndifficulty = "easy"\n\n[limits]\ncall_s = 0.5\n'
        ),
        "exercises/plain/plain/README.md": "# Plain\n",
        "exercises/plain/plain/plain.py": "class Film:\n    pass\n",
        "exercises/plain/plain/test_examples.py": "def test_nothing():\n    pass\n",
        "solutions/plain/plain/solution.py": RIGHT,
        "solutions/plain/plain/checks.py": CHECKS,
    }
    with grader_of(tmp_path_factory.mktemp("plain"), files) as grader:
        yield grader


def told(plain: Grader, source: str, name: str) -> tuple[str, Counterexample]:
    one = check(plain(source, "plain/plain"), name)
    assert one.status in ("failed", "error", "timeout")
    assert one.counterexample is not None
    return one.message or "", one.counterexample


def test_what_was_given_by_place_is_shown_so_where_a_type_error_is_due(plain):
    """It was shown by its name, and raised TypeError for that file too: expected of that line was
    what it did."""
    _, found = told(plain, RIGHT.replace("*, top", "top"), "test_named")
    assert found.call == "ranking(scores, 1)"


def test_what_was_given_by_place_is_shown_so_where_a_type_error_came(plain):
    _, found = told(plain, RIGHT.replace("def table(rows", "def table(*, rows"), "test_by_place")
    assert found.call == "table(rows)"
    assert "takes 0 positional arguments" in found.values.got.text


def test_blanks_in_a_text_are_said_as_they_are(plain):
    message, found = told(plain, RIGHT.replace("{name:<6}", "{name}"), "test_columns")
    assert "['Bonn  |2']" in message
    assert "['Bonn  |2']" in found.values.expected.text


def test_objects_that_were_compared_wrongly_are_told_and_not_what_comes_after_it(plain):
    """str(Film('Dune', 155)) was said to be 'Dune' where 'Alien' was expected."""
    backwards = RIGHT.replace("self.minutes < other.minutes", "self.minutes > other.minutes")
    _, found = told(plain, backwards, "test_sorted")
    assert " < " in found.call
    assert {found.values.got.text, found.values.expected.text} == {"True", "False"}


def test_a_text_that_is_wrong_is_told_where_objects_were_compared_well(plain):
    _, found = told(plain, RIGHT.replace("return self.title", "return 'a film'"), "test_sorted")
    assert found.call == "str(Film('Alien', 117))"


def test_a_float_that_is_wrong_need_not_be_an_int(plain):
    """2.0 passes."""
    message, found = told(plain, RIGHT.replace("days * 1.0", "days * 0.25"), "test_fee")
    assert message == ""
    assert found.values.got.text == "0.5"


def test_what_a_class_lacks_is_shown_where_nothing_was_called(plain):
    """The report said "fails" and no more."""
    _, found = told(plain, RIGHT.replace("    most =", "    least ="), "test_most")
    assert found.call == "Film.most"
    assert "has no attribute 'most'" in found.values.got.text


def test_a_wrong_value_of_a_class_or_of_the_file_is_shown(plain):
    report = RIGHT.replace("most = 10.0", "most = 9.0").replace('"k"', '"K"')
    for name, call, got in (("test_most", "Film.most", "9"), ("test_key", "KEY", "'K'")):
        _, found = told(plain, report, name)
        assert (found.call, found.values.got.text) == (call, got)


def test_isinstance_asks_for_the_files_own_class(plain):
    """In the check that was refused: isinstance() took a function, and no class."""
    derived = RIGHT.replace("type(self)(", "Long(") + "\n\nclass Long(Film):\n    pass\n"
    assert check(plain(derived, "plain/plain"), "test_longer").status == "passed"
    other = RIGHT.replace("type(self)(", "Other(")
    _, found = told(
        plain, other + "\n\nclass Other:\n    def __init__(self, *_): ...\n", "test_longer"
    )
    assert found.values.expected.text == "isinstance(Film('Dune', 155).longer(5), Film)"
    _, found = told(
        plain,
        RIGHT.replace("return type(self)", "return tuple").replace(
            "(self.title, self.minutes + minutes)", "((self.title,))"
        ),
        "test_longer",
    )
    assert (found.values.got.text, found.values.expected.text) == ("('Dune',)", "a Film")


def test_an_object_that_is_no_block_raises_what_python_raises(plain):
    for lacking in ("__enter__", "__exit__"):
        _, found = told(plain, RIGHT.replace(lacking, "other"), "test_block")
        assert found.call == "with Film('Dune', 155):\n    pass"
        with pytest.raises((TypeError, AttributeError)) as raised:
            exec(RIGHT.replace(lacking, "other") + f"\n\n{found.call}", {})
        assert found.values.got.text.endswith(str(raised.value))


def test_a_slice_stands_in_brackets_as_it_is_typed(plain):
    _, found = told(plain, RIGHT.replace("self.title[part]", "self.title[0]"), "test_part")
    assert found.call in ("Film('Dune', 155)[1:3]", "Film('Dune', 155)[::2]")


def test_a_call_that_does_not_come_back_is_shown_as_lines_too(plain):
    """It was `str(x)`, with `x = Film(…)` and `x.cut(5)` below it."""
    hangs = RIGHT.replace(
        "        return type(self)(", "        while True: pass\n        return ("
    )
    _, found = told(plain, hangs, "test_cut")
    assert found.call == "film = Film('Dune', 155)\nfilm.cut(5)\nfilm.longer(5)"


def test_what_an_answer_lacks_is_said(plain):
    message, found = told(plain, RIGHT.replace('Film("both", self', "(self"), "test_added")
    assert found.values.got.text == "279"
    assert message.endswith("AttributeError: 'int' object has no attribute 'minutes'.")


def test_a_name_that_is_asserted_alone_is_said_with_its_value(plain):
    """`match` alone says nothing: neither what is wrong nor what was expected."""
    message, shown = told(plain, RIGHT.replace("{name:<6}", "{name:>6}"), "test_found")
    assert (message, shown.expected) == ("`match` is None.", "match to be true")
    assert shown.call == "table(rows)"


def test_what_a_class_has_is_asked_of_the_class(plain):
    """It was no attribute of what stands for it: `student.constant("Film").of_text` was to be
    written."""
    assert plain(RIGHT, "plain/plain").verdict == "passed"
    broken = RIGHT.replace("cls(title, int(minutes))", "cls(title, minutes)")
    _, shown = told(plain, broken, "test_of_text")
    assert (shown.call, shown.expected) == ("Film.of_text('Dune, 155').minutes", "155")
    _, shown = told(plain, RIGHT.replace("of_text", "from_text"), "test_of_text")
    assert "type object 'Film' has no attribute 'of_text'" in shown.got
    one = check(plain("def rank(scores):\n    return scores\n", "plain/plain"), "test_of_text")
    assert one.message == "The file has no class Film."


def test_a_member_of_an_int_enum_is_a_number_too(plain):
    _, shown = told(plain, RIGHT.replace("ADULT = 18", "ADULT = -1"), "test_age")
    assert (shown.got, shown.expected) == ("Age.ADULT", "more than Age.ALL")


def test_what_the_reference_answered_is_no_call_of_the_students(plain):
    """Both sides were said alike: `list(pieces(…)) == list(pieces(…))` was false."""
    short = RIGHT.replace("len(items), n)", "len(items) - 1, n)")
    message, shown = told(plain, short, "test_pieces")
    assert message == (
        "`list(pieces([1, 2, 3], 2)) == [[1, 2], [3]]` is false: [[1, 2]] == [[1, 2], [3]]."
    )
    assert shown.expected == "list(pieces([1, 2, 3], 2)) == [[1, 2], [3]]"


def test_a_number_of_numpys_that_the_reference_led_to_is_said_as_it_is_read(plain):
    _, shown = told(plain, RIGHT.replace("sorted(scores", "sorted(set(scores)"), "test_sum")
    assert shown.expected == "sum(ranking([4, 1, 4])) ≈ 9"


def test_what_the_reference_answered_keeps_its_name_where_it_is_long(plain):
    _, shown = told(plain, RIGHT.replace("[:top]", "[1:top]"), "test_many")
    assert shown.expected == "set(ranking(many, top=30)) == set(reference.ranking(many, top=30))"
