"""Modules that an exercise provides: students, checks and programs import the exercise's own."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Grader, check, grader_of
from imported_tests import imported

from grader import submissions
from grader.cli import kata
from grader.errors import ManifestError, UsageError
from grader.grade import open_grader
from grader.grade.session import Options
from grader.import_tests.find_files import find_sources, said_of
from grader.import_tests.importer import adopt, stub_of
from grader.judge import recording
from grader.prove.verify import verify
from grader.sets import library, set_files
from grader.sets.publish.wheels import build
from grader.student.workspace import Workspace

TOML = 'title = "{0}"\ndifficulty = "easy"\nprovided = ["prices.py"]\n'
# Counts what is asked of it, and is what has to be imported to be used: a class, a sum.
PRICES = '''\
"""What things cost."""

import math
from dataclasses import dataclass

PRICES = {"tea": 2, "bun": 3}
asked = []


@dataclass(frozen=True)
class Bill:
    items: tuple[str, ...]

    @property
    def total(self):
        asked.append(self)
        return math.fsum(PRICES[item] for item in self.items)
'''
BILL = (
    "from prices import PRICES, Bill\n\n\ndef bill(items):\n    return Bill(tuple(items)).total\n"
)
BILL_CHECKS = '''\
from prices import PRICES

import pytest
from hypothesis import given, settings
from hypothesis.strategies import lists, sampled_from


@settings(max_examples=20)
@given(items=lists(sampled_from(sorted(PRICES)), max_size=4))
def test_total(student, reference, items):
    """A bill is the sum of its prices."""
    assert student.bill(items) == reference.bill(items)


def test_prices(student):
    """Tea costs what the list says."""
    assert student.bill(["tea"]) == PRICES["tea"]
'''
TILL = """\
import prices

prices.PRICES["tea"] += 1
print(prices.PRICES["tea"], len(prices.asked), prices.Bill(("bun",)).total)
"""
TILL_CHECKS = '''\
from grader.checks import run


def test_prints(student, reference):
    """Each run begins with the prices as they are listed."""
    for _ in range(2):
        assert run(student).stdout == run(reference).stdout == "3 0 3.0\\n"
'''
RULES = '\n[rules]\nallowed_imports = []\nforbidden_calls = ["math.fsum"]\n'


def part(name: str, toml: str, solution: str, checks: str) -> dict[str, str]:
    public, private = f"exercises/shop/{name}", f"solutions/shop/{name}"
    return {
        f"{public}/exercise.toml": TOML.format(name) + toml,
        f"{public}/README.md": f"# {name}\n",
        f"{public}/{name}.py": "raise NotImplementedError\n",
        f"{public}/prices.py": PRICES,
        f"{public}/test_examples.py": f"from prices import PRICES\nfrom {name} import bill\n\n\n"
        'def test_tea():\n    """Tea is listed."""\n    assert bill(["tea"]) == PRICES["tea"]\n',
        f"{private}/solution.py": solution,
        f"{private}/checks.py": checks,
    }


FILES = {
    "exercises/shop/set.toml": 'title = "Shop"\nversion = "1.0.0"\nlicence = "MIT"\n'
    'order = ["bill", "till", "strict"]\n',
    **part("bill", "", BILL, BILL_CHECKS),
    **part("till", "\n[rules]\nprogram = true\nallowed_imports = []\n", TILL, TILL_CHECKS),
    **part("strict", RULES, BILL, BILL_CHECKS),
}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grader]:
    with grader_of(tmp_path_factory.mktemp("shop"), FILES) as grader:
        yield grader


def test_a_submission_and_the_checks_import_what_is_provided(shop):
    assert shop(BILL, "shop/bill").verdict == "passed"
    wrong = shop(BILL.replace(".total", ".total + 1"), "shop/bill")
    assert check(wrong, "test_total").status == "failed"


def test_what_is_provided_goes_without_saying_and_may_do_what_submissions_may_not(shop):
    """allowed_imports names none; and the sum is forbidden to students, not to what helps them."""
    assert shop(BILL, "shop/strict").verdict == "passed"
    own = "import math\n" + BILL
    assert "math" in str(shop(own, "shop/strict").message)
    stolen = BILL.replace(
        "Bill(tuple", "eval('__import__(\"prices\").math.fsum')([]) or Bill(tuple"
    )
    assert check(shop(stolen, "shop/strict"), "test_total").status == "forbidden"


def test_a_program_imports_it_and_each_run_anew(shop):
    """What the first run does to a price is gone in the second."""
    assert shop(TILL, "shop/till").verdict == "passed"
    wrong = shop(TILL.replace('("bun",)', '("bun", "bun")'), "shop/till")
    assert check(wrong, "test_prints").status == "failed"


def test_what_a_submission_writes_under_its_name_is_not_what_is_imported(shop):
    """A copy lies in the folder, for whoever reads it: changing that changes nothing."""
    changes = 'text = open("prices.py").read()\nopen("prices.py", "w").write("PRICES = {}")\n'
    assert shop(changes + 'assert "Bill" in text\n' + BILL, "shop/bill").verdict == "passed"
    shadows = "import sys\nsys.modules.pop('prices', None)\nsys.path.insert(0, '.')\n"
    assert shop(changes + shadows + BILL, "shop/bill").verdict == "passed"


def test_public_examples_import_it_where_there_are_no_checks(shop):
    exercise = replace(shop.exercise("shop/bill"), private=None)
    with open_grader(exercise, Options()) as grader:
        assert grader.grade(submissions.of_bytes(BILL.encode())).verdict == "passed"
        wrong = grader.grade(submissions.of_bytes(BILL.replace(".total", "").encode()))
    assert wrong.checks[0].status == "failed"


def test_a_recording_depends_on_what_is_provided(shop):
    bill = shop.exercise("shop/bill")
    before = recording.author_key(bill, "cpu", 0)
    file = bill.public / "prices.py"
    try:
        file.write_text(PRICES.replace('"tea": 2', '"tea": 4'), "utf-8")
        assert recording.author_key(bill, "cpu", 0) != before
    finally:
        file.write_text(PRICES, "utf-8")


@pytest.fixture
def shop_here(shop, monkeypatch, tmp_path) -> Iterator[Path]:
    """The set on the path, and a folder to work in."""
    root = shop.exercise("shop/bill").public.parents[2]
    monkeypatch.setenv("KATA_PATH", str(root))
    monkeypatch.setenv("KATA_CACHE", str(root / "cache"))
    library.load_set.cache_clear()
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    yield folder
    library.load_set.cache_clear()


def test_a_student_gets_it_and_a_changed_one_is_told_and_not_used(shop_here, run_kata):
    got = run_kata("next", "shop/bill", cwd=shop_here)
    assert "bill/prices.py         for your file to import; stays as it is" in got.out
    prices = shop_here / "bill/prices.py"
    assert prices.read_text("utf-8") == PRICES
    (shop_here / "bill/bill.py").write_text(BILL, "utf-8")
    assert "note:" not in run_kata("check", cwd=shop_here).out
    prices.write_bytes(PRICES.replace("\n", "\r\n").encode())  # Windows' line ends are no change
    assert "note:" not in run_kata("check", cwd=shop_here).out
    prices.write_text("PRICES = {}\n", "utf-8")
    report = json.loads(run_kata("check", "--json", cwd=shop_here).out)
    assert report["verdict"] == "passed"
    assert report["notes"] == [
        "prices.py in this folder isn't as it was given, and was not used: the exercise's own was."
        " To have that back, rename yours, then kata next bill"
    ]
    with open(prices, "r+b") as file:
        file.truncate(2**40)  # it takes no room, and more memory than there is
    assert json.loads(run_kata("check", "--json", cwd=shop_here).out)["notes"] == report["notes"]
    prices.rename(shop_here / "mine.py")
    run_kata("next", "bill", cwd=shop_here)
    assert prices.read_text("utf-8") == PRICES


def test_a_new_version_brings_it_up_to_date_where_it_was_not_changed(shop_here):
    bill = library.find_exercise("shop/bill")
    space = Workspace.open_or_create(shop_here)
    space.fetch(bill)
    file = bill.public / "prices.py"
    try:
        file.write_text(PRICES + "# more\n", "utf-8")
        assert space.renew(bill).updated == (shop_here / "bill/prices.py",)
    finally:
        file.write_text(PRICES, "utf-8")


def test_it_is_published_with_the_public_half(shop_here):
    bill = library.find_exercise("shop/bill")
    assert set_files.strays(bill) == ()
    with zipfile.ZipFile(build("shop", shop_here).public) as packed:
        assert any(name.endswith("shop/bill/prices.py") for name in packed.namelist())


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ('["../prices.py"]', "provided names '../prices.py', expected a plain name ending in .py"),
        ('["prices"]', "provided names 'prices', expected a plain name ending in .py"),
        ('["bill.py"]', "provided names 'bill.py', which is another file of the exercise"),
        ('["math.py"]', "provided names 'math.py', and would hide Python's own module"),
        ('["prices.py", "prices.py"]', "provided names 'prices.py', twice"),
    ],
)
def test_a_manifest_that_provides_what_can_not_be_is_refused(tmp_path, monkeypatch, names, said):
    files = dict(FILES)
    toml = "exercises/shop/bill/exercise.toml"
    files[toml] = files[toml].replace('["prices.py"]', names)
    with grader_of(tmp_path, files) as grader, pytest.raises(ManifestError) as wrong:
        grader.exercise("shop/bill")
    assert said in wrong.value.message


def test_a_provided_file_that_is_not_there_is_said(tmp_path):
    files = dict(FILES)
    del files["exercises/shop/bill/prices.py"]
    said = r"shop/bill: prices\.py can't be read"
    with grader_of(tmp_path, files) as grader, pytest.raises(ManifestError, match=said):
        set_files.provided(grader.exercise("shop/bill"))


def test_a_provided_file_that_is_not_there_is_no_fault_of_ours(tmp_path):
    """kata verify works out what a recording depends on first."""
    files = dict(FILES)
    del files["exercises/shop/bill/prices.py"]
    said = r"bill/prices\.py can't be read: "
    with grader_of(tmp_path, files) as grader, pytest.raises(ManifestError, match=said):
        verify(grader.exercise("shop/bill"))


# kata import ----------------------------------------------------------------------------------

RATES = "RATES = {'eur': 2}\n\n\ndef rate(name):\n    return RATES[name]\n"
MONEY = "from rates import rate\n\n\ndef euros(n):\n    return n * rate('eur')\n"
MONEY_STUB = '"""Money."""\n\nfrom rates import rate\n\n\ndef euros(n):\n    pass\n'
MONEY_TESTS = """\
from cases import CASES
from money import euros
from rates import RATES


def test_euros():
    for n, want in CASES:
        assert euros(n) == want


def test_one():
    assert euros(1) == RATES["eur"]
"""
CASES = "from rates import RATES\n\nCASES = [(3, 3 * RATES['eur'])]\n"


def folder_of(root: Path, **files: str) -> Path:
    for name, text in files.items():
        path = root / name.replace("__", "/").replace("_py", ".py").replace("_json", ".json")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


def test_an_import_takes_along_what_the_stub_imports_and_leaves_the_tests_data_with_them(tmp_path):
    files = {"money_py": MONEY_STUB, "solution_py": MONEY, "rates_py": RATES}
    folder = folder_of(tmp_path / "in", **files, cases_py=CASES, test_money_py=MONEY_TESTS)
    sources = find_sources(folder)
    assert "provided   rates.py" in said_of(sources)
    assert "beside     cases.py" in said_of(sources)
    adopted = adopt(sources, "mine/money", tmp_path / "out")
    assert adopted.checks == ("test_euros", "test_one")
    assert (adopted.public / "rates.py").read_text("utf-8") == RATES
    assert not (adopted.public / "cases.py").exists()
    assert 'provided = ["rates.py"]\n' in (adopted.public / "exercise.toml").read_text("utf-8")
    example = (adopted.public / "test_examples.py").read_text("utf-8")
    assert "from rates import RATES" in example
    assert "CASES" not in example


def test_submissions_of_such_an_exercise_are_graded_with_it(tmp_path):
    tests = MONEY_TESTS.replace("from cases import CASES", "CASES = [(3, 6)]")
    beside = {"rates.py": RATES}
    with imported(tmp_path, "money", MONEY, tests, MONEY_STUB, beside) as found:
        assert found.failed(MONEY) == {}
        assert found.changed("n *", "1 + n *").keys() == {"test_euros", "test_one"}


def test_a_list_of_exercisms_says_what_students_get_and_what_they_write(tmp_path):
    listed = {"solution": ["money.py"], "editor": ["cases.py", "notes.txt"]}
    folder = folder_of(
        tmp_path / "in",
        **{".meta__config_json": json.dumps({"files": listed})},
        money_py=MONEY_STUB,
        solution_py=MONEY,
        rates_py=RATES,
        cases_py=CASES,
        all_test_py=MONEY_TESTS,
    )
    sources = find_sources(folder)
    assert sources.module == "money"
    assert [path.name for path in sources.provided] == ["cases.py", "rates.py"]
    assert sources.beside == ()


@pytest.mark.parametrize("text", ["", "[]", '{"files": 3}', '{"files": {"editor": 3}}', "[" * 9**5])
def test_another_list_than_exercisms_says_nothing(tmp_path, text):
    folder = folder_of(
        tmp_path, money_py=MONEY, rates_py=RATES, test_money_py=MONEY_TESTS, cases_py=CASES
    )
    folder_of(tmp_path, **{".meta__config_json": text})
    assert find_sources(folder).module == "money"


def test_a_stub_that_is_made_keeps_the_imports_of_what_is_provided(tmp_path):
    folder = folder_of(tmp_path, solution_py=MONEY, rates_py=RATES, test_money_py=MONEY_TESTS)
    folder_of(folder, cases_py=CASES)
    sources = find_sources(folder, module="money")
    assert [path.name for path in sources.provided] == ["rates.py"]
    assert stub_of(sources) == (
        "from rates import rate\n\ndef euros(n):\n    raise NotImplementedError\n"
    )


def test_what_the_solution_alone_imports_is_given_to_nobody_unless_it_is_said(tmp_path):
    """It may be half of the solution."""
    tests = "from money import euros\n\n\ndef test_one():\n    assert euros(1) == 2\n"
    folder = folder_of(tmp_path / "in", solution_py=MONEY, rates_py=RATES, test_money_py=tests)
    with pytest.raises(UsageError, match=r"imports rates\.py, which neither the stub") as caught:
        adopt(find_sources(folder, module="money"), "mine/money", tmp_path / "out")
    assert f"--provided {folder / 'rates.py'}" in caught.value.hint
    sources = find_sources(folder, module="money", provided=[folder / "rates.py"])
    assert adopt(sources, "mine/money", tmp_path / "out").checks == ("test_one",)


def test_a_provided_module_that_is_no_python_or_pythons_own_is_refused(tmp_path):
    folder = folder_of(tmp_path / "in", money_py=MONEY_STUB, solution_py=MONEY, rates_py="def")
    folder_of(folder, test_money_py=MONEY_TESTS, cases_py=CASES)
    with pytest.raises(UsageError, match=r"rates\.py can't be read as Python"):
        find_sources(folder)
    tests = "from money import euros\n\n\ndef test_one():\n    assert euros(1) == 2\n"
    folder_of(folder, rates_py=RATES, test_money_py=tests, string_py="A = 1\n")
    sources = find_sources(folder, provided=[folder / "string.py"])
    with pytest.raises(UsageError, match=r"string is also a module of Python's own"):
        adopt(sources, "mine/money", tmp_path / "out")


def test_the_command_takes_modules_by_name(tmp_path, monkeypatch):
    from click.testing import CliRunner

    tests = "from money import euros\n\n\ndef test_one():\n    assert euros(1) == 2\n"
    folder = folder_of(tmp_path / "in", solution_py=MONEY, rates_py=RATES, test_money_py=tests)
    monkeypatch.chdir(tmp_path)
    options = ["--module", "money", "--provided", str(folder / "rates.py")]
    ran = CliRunner().invoke(kata, ["import", str(folder), "mine/money", *options])
    assert ran.exit_code == 0, ran.output
    assert "  provided   rates.py\n" in ran.output


POINTS = """\
import enum
from dataclasses import dataclass

SIZES = [1, 3]


class Kind(enum.Enum):
    AXIS = 1
    FREE = 2


@dataclass(frozen=True)
class Point:
    x: int
    y: int


def origin():
    return Point(0, 0)
"""
MOVES = """\
from points import Kind, Point


def move(point, by):
    return Point(point.x + by, point.y)


def kind(point):
    return Kind.FREE if point.y else Kind.AXIS
"""
MOVES_TESTS = """\
import unittest

import pytest
from moves import kind, move
from points import SIZES, Kind, Point, origin


@pytest.mark.parametrize("size", SIZES)
def test_sizes(size):
    assert move(origin(), size).x == size


class MovesTest(unittest.TestCase):
    def test_move(self):
        self.assertEqual(move(Point(1, 2), 3), Point(4, 2))

    def test_move_is_a_point(self):
        self.assertIsInstance(move(origin(), 1), Point)

    def test_kind(self):
        self.assertIs(kind(Point(1, 2)), Kind.FREE)
        self.assertEqual(kind(move(origin(), 1)), Kind.AXIS)
"""


def test_imported_tests_exchange_objects_of_provided_classes(tmp_path):
    """They are made where the student's code is, and are the same ones there."""
    beside = {"points.py": POINTS}
    with imported(tmp_path, "moves", MOVES, MOVES_TESTS, beside=beside) as found:
        assert found.adopted.named == ()
        assert found.failed(MOVES) == {}
        wrong = found.changed("point.x + by, point.y", "point.x - by, point.y")
        assert wrong.keys() == {"test_sizes[1]", "test_sizes[3]", "MovesTest.test_move"}
        shown = wrong["MovesTest.test_move"].counterexample
        assert shown is not None
        assert (shown.got, shown.expected) == ("Point(x=-2, y=2)", "Point(x=4, y=2)")
        wrong = found.changed("Kind.FREE if point.y", "Kind.AXIS if point.y")
        shown = wrong["MovesTest.test_kind"].counterexample
        assert shown is not None
        assert (shown.got, shown.expected) == ("Kind.AXIS", "Kind.FREE")
        own = found.changed("from points import Kind, Point\n", "", "class Point:\n    pass\n\n\n")
        assert "MovesTest.test_move_is_a_point" in own
