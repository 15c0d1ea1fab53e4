"""An object of the student's where the reference returns a plain value passes no imported test with
methods, attributes and operators that say what the test wants to hear, and learns nothing from it.
Whoever returns a plain value in a class of its own passes.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from imported_tests import Imported, imported

VALUES = """\
from pathlib import Path


class Pile:
    def __init__(self, items):
        self.items = items

    def union(self, more):
        return Pile(self.items + more.items)

    def __eq__(self, other):
        return isinstance(other, Pile) and self.items == other.items


def evens(n):
    return {k for k in range(n) if k % 2 == 0}


def greet(name):
    return f"Hello, {name}!"


def half(x):
    return x / 2


def counts(word):
    return {letter: word.count(letter) for letter in word}


def words(text):
    return text.split()


def boxed(n):
    return [n]


def place(name):
    return Path("rooms") / name


def piled(row):
    return Pile(list(row))


def each(task, row):
    return [task(n) for n in row]
"""
TEST_VALUES = """\
from values import Pile, boxed, counts, each, evens, greet, half, piled, place, words


def test_symmetric():
    assert not evens(7).symmetric_difference({0, 2, 4, 6})


def test_union():
    assert evens(5).union({0, 2, 4}) == {0, 2, 4}


def test_replace():
    assert greet("Ada").replace("Hello, Ada!", "") == ""


def test_rfind():
    assert greet("Bob").rfind("Bob!") == 7


def test_prefix():
    assert greet("Eve").removeprefix("Hello, Eve") == "!"


def test_isub():
    rest = half(3)
    rest -= 1.5
    assert abs(rest) < 1e-9


def test_ixor():
    got = evens(7)
    got ^= {0, 2, 4, 6}
    assert not got


def test_hex():
    assert half(4).is_integer()


def test_keys():
    assert counts("aab").keys() == {"a", "b"}
    assert sorted(counts("aab").items()) == [("a", 2), ("b", 1)]


def test_pop():
    letters = counts("aab")
    assert letters.pop("a") == 2
    assert letters.setdefault("q", 4) == 4
    assert letters == {"b": 1, "q": 4}


def test_words():
    row = words("x y")
    row += ["z"]
    row.remove("x")
    assert row == ["y", "z"]
    assert words("a b")[0].strip("a") == ""


def test_boxed():
    assert boxed(3) == [3]


def test_place():
    assert place("hall").name == "hall"


def test_piled():
    assert piled([1]).union(Pile([2])) == Pile([1, 2])


def test_each():
    assert each(lambda n: n + 1, [1, 2]).count(2) == 1
    assert greet("Di").rstrip("!") == "Hello, Di"
"""
LIAR = """\
class Liar(BASE):
    name = "hall"
    def __isub__(self, other): return 0.0
    def __ixor__(self, other): return set()
    def __iadd__(self, other): return ["y", "z"]
    def __abs__(self): return 0
    def symmetric_difference(self, other): return set()
    def union(self, other): return other
    def replace(self, old, new): return new
    def rfind(self, text): return 7
    def removeprefix(self, text): return "!"
    def rstrip(self, text): return "Hello, Di"
    def is_integer(self): return True
    def pop(self, key): return 2
    def setdefault(self, key, value): return value
    def strip(self, text): return ""


"""


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("values"), "values", VALUES, TEST_VALUES) as found:
        yield found


FUNCTIONS = {
    "evens": ["test_symmetric", "test_union", "test_ixor"],
    "greet": ["test_replace", "test_rfind", "test_prefix", "test_each"],
    "half": ["test_isub", "test_hex"],
    "place": ["test_place"],
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_an_object_that_says_what_is_asked_for_passes_nothing(graded, name):
    lying = LIAR.replace("BASE", "object") + VALUES + f"\n\ndef {name}(_): return Liar()\n"
    found = graded.failed(lying)
    assert list(found) == FUNCTIONS[name]
    said = {check.message for check in found.values()}
    kinds = {"evens": "a set", "greet": "a str", "half": "a float"}
    assert said == {f"Returned a Liar, expected {kinds.get(name, 'a PosixPath')}."}


@pytest.mark.parametrize(
    ("name", "base", "pretends", "true"),
    [
        ("evens", "set", "", "test_union"),  # of the empty set
        ("greet", "str", "", "test_replace"),  # of the empty text
        ("half", "object", "float", ""),
    ],
)
def test_nor_does_one_whose_class_is_derived_from_a_plain_one_or_says_so(
    graded, name, base, pretends, true
):
    """true: the test that the value itself passes, which the object is."""
    lying = LIAR.replace("BASE", base)
    if pretends:
        lying += f"Liar.__module__, Liar.__qualname__ = 'builtins', '{pretends}'\n"
    found = graded.failed(lying + VALUES + f"\n\ndef {name}(_): return Liar()\n")
    assert list(found) == [test for test in FUNCTIONS[name] if test != true]


def test_an_item_of_such_an_object_says_nothing_either(graded):
    """Nor after the code asked the test's functions otherwise than the reference."""
    lying = LIAR.replace("BASE", "object") + VALUES
    rows = "\n\nclass Row(list):\n    def __getitem__(self, n): return Liar()\n"
    rows += "def words(text): return Row(text.split())\n"
    assert list(graded.failed(lying + rows)) == ["test_words"]
    more = "\n\ndef greet(name): return Liar()\ndef each(task, row): return [2, task(0) and 3]\n"
    assert "test_each" in graded.failed(lying + more)


def test_a_container_that_is_in_itself_is_said_to_have_other_things_in_it(graded):
    """A list is what was expected, too."""
    failed = graded.changed("    return [n]", "    box = [n]\n    box.append(box)\n    return box")
    said = {name: check.message for name, check in failed.items()}
    assert said == {"test_boxed": "Returned a list with other things in it than the right one."}


def test_what_is_right_in_a_class_of_its_own_passes(graded):
    assert graded.adopted.named == ()
    assert graded.failed(VALUES) == {}
    own = VALUES.replace("return {letter: word.count(letter) for letter in word}",
                         "return Letters(word)")  # fmt: skip
    own = own.replace('return f"Hello, {name}!"', 'return Text(f"Hello, {name}!")')
    own = own.replace(
        "return {k for k in range(n) if k % 2 == 0}", "return Numbers(range(0, n, 2))"
    )
    own = own.replace("return x / 2", "return Number(x / 2)")
    own = own.replace("return text.split()", "return Row(text.split())")
    kinds = "from collections import Counter\n\n\nclass Letters(Counter): pass\n"
    kinds += "class Text(str): pass\nclass Numbers(set): pass\n"
    kinds += "class Number(float):\n    def is_integer(self): return super().is_integer()\n"
    kinds += "class Row(list): pass\n"
    assert graded.failed(kinds + own) == {}


def test_what_one_test_expects_is_not_told_to_the_next(graded):
    """The object is not told what it is compared with."""
    learning = VALUES + (
        "\n\nknown = {}\n\n\nclass Learner:\n"
        "    def rfind(self, text):\n        known['text'] = text\n        return 7\n"
        "    def removeprefix(self, text): return '!' if known else '?'\n"
        "\n\ndef greet(name): return f'Hello, {name}!' if known else Learner()\n"
    )
    assert list(graded.failed(learning)) == FUNCTIONS["greet"]
