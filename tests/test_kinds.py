"""Every ordinary kind of answer crosses, compares, and is told, whatever it is.

One row a kind: an expression for the right answer, one for a wrong one, and words of the sentence
that says what is wrong with it ("" where both values stand side by side and say it themselves).
"""

from __future__ import annotations

import collections
import datetime
import decimal
import sys
import types
import zoneinfo
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from conftest import Grader, check, grader_of

from grader.checks.assertions import assert_same
from grader.checks.mismatch import Mismatch
from grader.checks.notes import take_notes
from grader.model import Report
from grader.wire import messages
from grader.wire.data import Map, Seq
from grader.wire.kinds import MAX_ITEMS, Record
from grader.wire.members import member
from grader.wire.values import from_wire, to_wire

PRELUDE = """\
import array, collections, dataclasses, datetime, decimal, enum, fractions, itertools, pathlib
import types, uuid, zoneinfo
import numpy as np


class Color(enum.Enum):
    RED = 1
    BLUE = 2


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2


class Way(enum.Flag):
    UP = 1
    LEFT = 2


Point = collections.namedtuple("Point", "x y")


@dataclasses.dataclass
class Box:
    width: int
    height: float = 1.0


class Square:
    def __init__(self, side):
        self.side = side

    @property
    def width(self):
        return self.side


Square.__name__ = Square.__qualname__ = "Box"


class Plain:
    def __init__(self, name):
        self.name = name
        self._note = "its own affair"


class Slotted:
    __slots__ = ("size",)

    def __init__(self, size):
        self.size = size


class Bag(dict):
    pass


class Shout(str):
    pass


def numbers_to(n):
    for number in range(n):
        yield number
"""

# name: (right, wrong, what is said of the wrong one)
KINDS = {
    "None": ("None", "0", "returned an int, expected None"),
    "bool": ("True", "1", "returned an int, expected a bool"),
    "int": ("10**30", "10**30 + 1", ""),
    "float": ("0.1 + 0.2", "0.31", ""),
    "complex": ("1 + 2j", "1 - 2j", ""),
    "str": ("'a b'", "'a  b'", "only white space between the words differs"),
    "str, its case": ("'Ada'", "'ada'", "only upper and lower case differ"),
    # Sorted, not written small.
    "str, its order": ("'aA'", "'Aa'", ""),
    "str, nothing in it": ("''", "' '", ""),
    "long str": ("'x' * 80 + 'end'", "'x' * 80 + 'ent'", "first difference is at character 83"),
    "bytes": ("b'ab'", "b'ac'", ""),
    "bytearray": ("bytearray(b'ab')", "b'ab'", "returned a bytes, expected a bytearray"),
    "list": ("['a', 'b']", "['a', 'c']", "at [1]: returned 'c', expected 'b'"),
    "nest": ("[{'w': [1, 'x']}]", "[{'w': [1, 'y']}]", "at [0]['w'][1]: returned 'y'"),
    "tuple": ("(1, 'a')", "(1, 'b')", "at [1]: returned 'b', expected 'a'"),
    "dict": ("{'a': 1, 'b': 2}", "{'a': 1}", "key 'b' is missing"),
    "dict of floats": ("{'a': 0.1 + 0.2}", "{'a': 0.4}", "at ['a']: returned 0.4"),
    "dict of arrays": (
        "{'w': np.arange(3.0)}",
        "{'w': np.arange(4.0)}",
        "at ['w']: returned shape (4,), expected shape (3,)",
    ),
    "dict with None in it": ("{'a': 1}", "{'a': None}", "at ['a']: returned None, expected 1"),
    "set": ("{1, 2}", "{1, 3}", "2 is missing, 3 doesn't belong"),
    "frozenset": ("frozenset({'a'})", "frozenset({'a', 'b'})", "'b' doesn't belong"),
    "range": ("range(3)", "range(4)", ""),
    "slice": ("slice(1, None, 2)", "slice(1, None, 3)", ""),
    "Ellipsis": ("...", "None", "returned None"),
    "Counter": ("collections.Counter('aab')", "collections.Counter('ab')", "at ['a']: returned 1"),
    "defaultdict": (
        "collections.defaultdict(list, {1: [2]})",
        "collections.defaultdict(list, {1: [3]})",
        "at [1]: returned [3], expected [2]",
    ),
    "OrderedDict": (
        "collections.OrderedDict(a=1, b=2)",
        "collections.OrderedDict(b=2, a=1)",
        "the keys are in another order",
    ),
    "deque": ("collections.deque('ab', 3)", "['a', 'b']", "returned a list, expected a deque"),
    "dict of one's own": ("Bag(a=1)", "Bag(a=2)", "at ['a']: returned 2, expected 1"),
    "str of one's own": ("Shout('A')", "Shout('B')", ""),
    "array.array": (
        "array.array('d', [1, 2])",
        "array.array('d', [1, 3])",
        "",
    ),
    "named tuple": ("Point(1, 2)", "Point(1, 3)", "at .y: returned 3, expected 2"),
    "dataclass": ("Box(1, 2.0)", "Box(2, 2.0)", "at .width: returned 2, expected 1"),
    "dataclasses in a list": ("[Box(1), Box(2)]", "[Box(1), Box(3)]", "at [1].width: returned 3"),
    "named tuple of a dataclass's name": (
        "Box(1, 2.0)",
        "collections.namedtuple('Box', 'width height')(1, 2.0)",
        "returned a Box that is a named tuple, expected one that is a dataclass",
    ),
    "dataclass of a named tuple's name": (
        "Point(1, 2)",
        "dataclasses.make_dataclass('Point', ['x', 'y'])(1, 2)",
        "returned a Point that is a dataclass, expected one that is a named tuple",
    ),
    "property in a field's place": ("Box(1, 2.0)", "Square(1)", "it has no field width, only side"),
    "Enum": ("Color.RED", "Color.BLUE", "returned Color.BLUE, expected Color.RED"),
    "IntEnum": ("Level.LOW", "Level.HIGH", "returned Level.HIGH, expected Level.LOW"),
    "Flag": ("Way.UP | Way.LEFT", "Way.UP", "returned Way.UP, expected Way.UP|LEFT"),
    "Enum as a key": ("{Color.RED: 1}", "{Color.BLUE: 1}", "key Color.RED is missing"),
    "simple object": ("Plain('a')", "Plain('b')", "at .name: returned 'b', expected 'a'"),
    "object with slots": ("Slotted(1)", "Slotted(2)", "at .size: returned 2, expected 1"),
    "SimpleNamespace": (
        "types.SimpleNamespace(a=1)",
        "types.SimpleNamespace(a=2)",
        "at .a: returned 2, expected 1",
    ),
    "exception": ("ValueError('low', 3)", "ValueError('high', 3)", "at .args[0]: returned 'high'"),
    "another exception": ("ValueError('low')", "KeyError('low')", "returned a KeyError, expected"),
    "date": ("datetime.date(2020, 2, 29)", "datetime.date(2020, 3, 1)", ""),
    "time": ("datetime.time(1, 2)", "datetime.time(1, 3)", ""),
    "datetime": (
        "datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc)",
        "datetime.datetime(2020, 1, 2, tzinfo=datetime.timezone.utc)",
        "",
    ),
    "datetime of a zone": (
        "datetime.datetime(2020, 1, 1, tzinfo=zoneinfo.ZoneInfo('Europe/Rome'))",
        "datetime.datetime(2020, 1, 1, tzinfo=zoneinfo.ZoneInfo('Asia/Tokyo'))",
        "returned UTC+09:00, expected UTC+01:00",
    ),
    "moment of a zone": (
        "datetime.datetime(2020, 1, 1, 12, tzinfo=datetime.timezone.utc)",
        "datetime.datetime(2020, 1, 1, 13, tzinfo=zoneinfo.ZoneInfo('Europe/Rome'))",
        "it is the right moment, in another time zone",
    ),
    "hour that comes twice": (
        "datetime.datetime(2020, 10, 25, 2, 30, fold=1, tzinfo=zoneinfo.ZoneInfo('Europe/Rome'))",
        "datetime.datetime(2020, 10, 25, 2, 30, fold=0, tzinfo=zoneinfo.ZoneInfo('Europe/Rome'))",
        "returned UTC+02:00, expected UTC+01:00",
    ),
    "time west of UTC": (
        "datetime.time(12, tzinfo=datetime.timezone(-datetime.timedelta(hours=3, minutes=30)))",
        "datetime.time(12, tzinfo=datetime.timezone.utc)",
        "returned UTC+00:00, expected UTC-03:30",
    ),
    "time of a zone": (
        "datetime.time(12, tzinfo=datetime.timezone.utc)",
        "datetime.time(12, tzinfo=zoneinfo.ZoneInfo('Europe/Rome'))",
        "returned no fixed time zone, expected UTC+00:00",
    ),
    "aware datetime": (
        "datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc)",
        "datetime.datetime(2020, 1, 1)",
        "it has no time zone",
    ),
    "naive datetime": (
        "datetime.datetime(2020, 1, 1)",
        "datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc)",
        "it has a time zone, expected none",
    ),
    "ints as keys": ("{1: 'a'}", "{True: 'a'}", "returned key True, expected key 1"),
    "ints in a tuple as a key": (
        "{(1, 2): 'a'}",
        "{(1.0, 2): 'a'}",
        "returned key (1.0, 2), expected key (1, 2)",
    ),
    "ints in a Counter": (
        "collections.Counter([1, 1])",
        "collections.Counter([True, True])",
        "returned key True, expected key 1",
    ),
    "ints in a set": ("{1, 2}", "{True, 2}", "1 is missing, True doesn't belong"),
    "moments in a set": (
        "{datetime.datetime(2020, 1, 1, 12, tzinfo=datetime.timezone.utc)}",
        "{datetime.datetime(2020, 1, 1, 13, tzinfo=zoneinfo.ZoneInfo('Europe/Rome'))}",
        "is missing",
    ),
    "timedelta": ("datetime.timedelta(days=1)", "datetime.timedelta(hours=1)", ""),
    "timezone": ("datetime.timezone.utc", "datetime.timezone(datetime.timedelta(hours=1))", ""),
    "Decimal": ("decimal.Decimal('1.10')", "decimal.Decimal('1.2')", ""),
    "Fraction": ("fractions.Fraction(1, 3)", "1 / 3", "returned a float, expected a Fraction"),
    "UUID": ("uuid.UUID(int=5)", "uuid.UUID(int=6)", ""),
    "path": ("pathlib.PurePosixPath('a/b')", "'a/b'", "returned a str, expected a PurePosixPath"),
    "generator": ("numbers_to(3)", "numbers_to(2)", "returned 2 items, expected 3 items"),
    "map": ("map(str, [1, 2])", "map(str, [1, 3])", "at [1]: returned '3', expected '2'"),
    "generator without end": ("itertools.count()", "numbers_to(4)", "it ends after 4 items"),
    "no end where one is due": ("numbers_to(4)", "itertools.count()", "it doesn't end"),
    "keys of a dict": ("{'a': 1}.keys()", "{'b': 1}.keys()", "at [0]: returned 'b', expected 'a'"),
    "array": ("np.arange(4.0)", "np.arange(4.0)[::-1]", ""),
    "array of text": ("np.array(['a', 'bc'])", "np.array(['a', 'bd'])", ""),
    "array of bytes": ("np.array([b'a'])", "np.array([b'b'])", ""),
    "array of complex": ("np.array([1j])", "np.array([2j])", ""),
    "array of dates": (
        "np.array(['2020-01-01'], 'M8[D]')",
        "np.array(['2020-01-02'], 'M8[D]')",
        "",
    ),
    "array of times between": ("np.array([3], 'm8[s]')", "np.array([4], 'm8[s]')", ""),
    "array of records": (
        "np.array([(1, 2.5, 'x')], [('n', 'i4'), ('price', 'f8'), ('s', 'U3')])",
        "np.array([(1, 3.5, 'x')], [('n', 'i4'), ('price', 'f8'), ('s', 'U3')])",
        "at ['price']",
    ),
    "records of other columns": (
        "np.zeros(2, [('a', 'i4'), ('b', 'f8')])",
        "np.zeros(2, [('a', 'i4'), ('c', 'f8')])",
        "returned columns ('a', 'c'), expected ('a', 'b')",
    ),
    "array of objects": (
        "np.array([1, 'a', None], object)",
        "np.array([1, 'b', None], object)",
        "at [1]: returned 'b', expected 'a'",
    ),
    "big-endian array": ("np.array([1, 2], '>i4')", "np.array([1, 3], '>i4')", ""),
    "float16": ("np.array([0.5], 'f2')", "np.array([0.75], 'f2')", ""),
    "longdouble": ("np.array([0.5], np.longdouble)", "np.array([0.7], np.longdouble)", ""),
    "array of no axes": ("np.array(5.0)", "np.array(6.0)", ""),
    "array with nothing masked": ("np.ma.array([[1, 2]])", "np.ma.array([[1, 3]])", ""),
    "NumPy scalar": ("np.float32(0.5)", "np.float32(0.75)", ""),
    "NumPy text": ("np.str_('a')", "np.str_('b')", ""),
    "empty NumPy text": ("np.str_('')", "np.str_('b')", ""),
    "NumPy date": ("np.datetime64('2020-01-01')", "np.datetime64('2021-01-01')", ""),
}

RIGHT = {name: right for name, (right, _, _) in KINDS.items()}
WRONG = {name: wrong for name, (_, wrong, _) in KINDS.items()}
rows = pytest.mark.parametrize(("right", "wrong", "said"), KINDS.values(), ids=KINDS.keys())


@cache
def student() -> dict:
    """The names of a student's file."""
    module = sys.modules["student_of_kinds"] = types.ModuleType("student_of_kinds")
    exec(PRELUDE, vars(module))
    return vars(module)


def crossed(expression: str):
    """A value, made as a student's file makes it, on the grader's side of the wire."""
    value = eval(expression, student())
    return from_wire(messages.value(messages.encode(to_wire(value, record=True))))


@rows
def test_each_kind_equals_itself(right, wrong, said):
    take_notes()
    assert_same(crossed(right), crossed(right))
    assert take_notes() == ()


@rows
def test_each_kind_is_told_from_another_and_the_place_is_named(right, wrong, said):
    with pytest.raises(Mismatch) as refused:
        assert_same(crossed(wrong), crossed(right))
    assert said in refused.value.message
    assert bool(said) == bool(refused.value.message)


@rows
def test_each_kind_comes_back_into_a_worker_as_what_it_was(right, wrong, said):
    """An answer of one call is an argument of the next."""
    once = crossed(right)
    again = from_wire(messages.value(messages.encode(to_wire(once, exact=True))), ours=True)
    assert_same(again, once)


CHECKS = """\
import pytest
from grader.checks import assert_same

NAMES = {names!r}


@pytest.mark.parametrize("name", NAMES)
def test_kind(student, reference, name):
    \"\"\"The answer is right.\"\"\"
    assert_same(student.give(name), reference.give(name))
"""


@pytest.fixture(scope="module")
def of_kinds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grader]:
    """Grades files with a function that gives the value of each kind."""
    root = tmp_path_factory.mktemp("kinds")
    files = {
        "exercises/kinds/set.toml": (
            'title = "Kinds"\nversion = "1.0.0"\nlicence = "MIT"\norder = ["give"]\n'
        ),
        "exercises/kinds/give/exercise.toml": (
            'title = "Give"\ndifficulty = "easy"\nrequires = ["numpy"]\n\n[[hints]]\ntext = "?"\n'
        ),
        "exercises/kinds/give/README.md": "# Give\n",
        "exercises/kinds/give/give.py": "def give(name):\n    raise NotImplementedError\n",
        "exercises/kinds/give/test_examples.py": "def test_nothing():\n    pass\n",
        "solutions/kinds/give/solution.py": source(
            {n: right for n, (right, _, _) in KINDS.items()}
        ),
        "solutions/kinds/give/checks.py": CHECKS.format(names=list(KINDS)),
    }
    with grader_of(Path(root), files) as grader:
        yield grader


def source(values: dict[str, str]) -> str:
    table = ",\n".join(f"    {name!r}: lambda: {value}" for name, value in values.items())
    return f"{PRELUDE}\n\nTABLE = {{\n{table}\n}}\n\n\ndef give(name):\n    return TABLE[name]()\n"


def result(report: Report, name: str):
    return check(report, f"test_kind[{name}]")


def test_a_right_answer_of_each_kind_passes_without_a_word(of_kinds):
    report = of_kinds(source(RIGHT), "kinds/give")
    assert {c.status for c in report.checks} == {"passed"}
    assert not any(c.notes for c in report.checks)


def test_a_wrong_answer_of_each_kind_is_shown_beside_the_right_one(of_kinds):
    """No report without what was returned and what was expected, in terms of the value."""
    report = of_kinds(source(WRONG), "kinds/give")
    for name, (_, _, said) in KINDS.items():
        failed = result(report, name)
        assert failed.status == "failed", name
        shown = failed.counterexample
        assert shown is not None, name
        assert all((shown.got, shown.expected)), name
        assert shown.got != shown.expected or said, name
        if shown.got != "None":  # is right of another kind: no return need be missing
            assert said.lower() in (failed.message or "").lower(), (name, failed.message)
        for internal in ("Held(", "Handle", "object at 0x", "the result", "Record("):
            assert internal not in shown.got + shown.expected, name


def test_the_order_of_a_record_s_fields_does_not_matter():
    one, other = Record("object", "P", {"x": 1, "y": 2}), Record("object", "P", {"y": 2, "x": 1})
    assert one == other
    assert_same(one, other)


def test_a_member_of_an_int_enum_is_its_number_beside_a_number():
    """As Python has it: Level.LOW == 1."""
    assert_same(crossed("Level.LOW"), 1)
    assert_same(1, crossed("Level.LOW"))
    assert crossed("Level.LOW") == 1
    assert hash(crossed("Level.LOW")) == hash(1)


def test_a_named_tuple_equals_a_tuple_and_has_its_names():
    point = crossed("Point(1, 2)")
    assert point == (1, 2)
    assert (point.x, point.y) == (1, 2)
    with pytest.raises(AttributeError):
        point._asdict  # noqa: B018


def test_an_iterator_without_end_is_read_so_far_and_no_further():
    assert sum(1 for _ in crossed("itertools.count()")) == MAX_ITEMS


@pytest.mark.parametrize(
    ("got", "said"),
    [
        ([3, 1, 2.0000000001], None),
        ([1, 2, 2], "3 is missing, 2 doesn't belong"),
        ([1, 2], "3 is missing"),
        ([1, 2, 3, 3], "3 doesn't belong"),
    ],
)
def test_without_order_the_items_count(got, said):
    if said is None:
        assert_same(got, [1, 2.0, 3], unordered=True)
        return
    with pytest.raises(Mismatch, match=said):
        assert_same(got, [1, 2, 3], unordered=True)


def test_a_defaultdict_still_makes_what_is_not_there():
    """A check's `counted["z"] == 0` was a KeyError, and a check that waits for one passed."""
    for made in (bool, dict, float, int, list, set, str, tuple):
        came = from_wire(to_wire(collections.defaultdict(made, {1: made()})))
        assert came.default_factory is made
        assert came[2] == made()
    own = from_wire(to_wire(collections.defaultdict(lambda: 3)))
    assert own.default_factory is None
    with pytest.raises(messages.WireError):
        from_wire(Seq("collections.defaultdict", [Map([]), "eval"]))


def test_floats_in_a_set_may_differ_by_rounding():
    assert_same({0.1 + 0.2, "a"}, {0.3, "a"})


def test_arrays_in_a_list_without_order_are_compared_by_value():
    assert_same([np.ones(2), np.zeros(2)], [np.zeros(2), np.ones(2)], unordered=True)


def test_what_has_no_fields_cannot_be_compared():
    """A function, say: the author's mistake, and no wrong answer."""
    with pytest.raises(TypeError, match="can't compare with"):
        assert_same(1, len)


def test_equal_items_of_other_kinds_are_told_apart_in_any_order():
    with pytest.raises(Mismatch, match=r"\(1, 2\) is missing, \(True, 2\) doesn't belong"):
        assert_same([(3, 4), (True, 2)], [(1, 2), (3, 4)], unordered=True)


def test_decimals_are_their_values_unless_their_digits_are_asked_for():
    one, right = decimal.Decimal("1"), decimal.Decimal("1.00")
    assert_same(one, right)
    with pytest.raises(Mismatch, match=r"returned .1., expected .1\.00."):
        assert_same([str(one)], [str(right)])
    with pytest.raises(Mismatch):
        assert_same(one.as_tuple(), right.as_tuple())


def test_the_hour_that_comes_twice_is_right_in_a_zone_of_its_own_offset():
    """Python says that such an hour equals no time of another zone."""
    rome = datetime.datetime(2020, 10, 25, 2, 30, tzinfo=zoneinfo.ZoneInfo("Europe/Rome"))
    fixed = rome.replace(tzinfo=datetime.timezone(datetime.timedelta(hours=2)))
    assert rome != fixed
    assert_same(fixed, rome)


def test_an_operator_in_place_on_a_copy_names_the_students_class_and_not_ours():
    copy = Record("object", "Account", {"balance": 1})
    with pytest.raises(TypeError, match=r"this Account is a copy, of which \+= can't be asked"):
        copy += 1
    level = member("enum", "Level", {}, base=3)
    level += 1
    assert level == 4
