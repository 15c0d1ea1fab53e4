"""A figure comes back as what is drawn in it: data and words, never a picture."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from conftest import Grader, check, grader_of, statuses

from grader.checks import assert_same
from grader.checks.mismatch import Mismatch
from grader.wire import messages
from grader.wire.kinds import Record
from grader.wire.values import from_wire, to_wire
from grader.wording import value_text

matplotlib = pytest.importorskip(
    "matplotlib", reason="matplotlib is installed by `make`; nothing here is checked without it"
)
matplotlib.use("agg")
from matplotlib.figure import Figure  # noqa: E402  # its backend is chosen first


def crossed(value) -> Record:
    made = from_wire(messages.value(messages.encode(to_wire(value, record=True))))
    assert type(made) is Record
    return made


@pytest.fixture
def axes():
    return Figure().subplots()


def test_a_line_has_its_data_and_its_words(axes):
    axes.plot([0, 1, 2], [1.0, 4.0, 9.0], "o--", label="squares")
    axes.set(title="Powers", xlabel="n", ylabel="n²", xlim=(0, 2), ylim=(1, 10), yscale="log")
    axes.legend()
    made = crossed(axes)
    assert (made.title, made.xlabel, made.ylabel) == ("Powers", "n", "n²")
    assert (made.xlim, made.ylim) == ((0.0, 2.0), (1.0, 10.0))
    assert (made.xscale, made.yscale, made.legend) == ("linear", "log", ["squares"])
    (line,) = made.lines
    assert line["x"].tolist() == [0, 1, 2]
    assert line["y"].tolist() == [1, 4, 9]
    assert (line["label"], line["style"], line["marker"]) == ("squares", "--", "o")


def test_other_kinds_have_theirs(axes):
    axes.scatter([1, 2], [3, 4], label="dots")
    axes.bar([1, 2], [5, 6], width=0.5)
    axes.imshow([[1, 2], [3, 4]])
    axes.text(1, 1, "here")
    axes.fill_between([0, 1], [0, 1])
    made = crossed(axes)
    assert made.points[0]["xy"].tolist() == [[1, 3], [2, 4]]
    assert made.points[0]["label"] == "dots"
    assert made.bars == [
        {"x": 0.75, "width": 0.5, "height": 5.0}, {"x": 1.75, "width": 0.5, "height": 6.0}
    ]  # fmt: skip
    assert made.images[0].tolist() == [[1, 2], [3, 4]]
    assert made.texts == ["here"]
    assert made.others == ["FillBetweenPolyCollection"]
    assert made.legend is None


def test_a_histogram_is_its_bars_and_a_pie_its_wedges():
    left, right = Figure().subplots(1, 2)
    left.hist([1, 1, 2], bins=[0, 1.5, 3])
    right.pie([1, 3], labels=["a", "b"])
    assert [bar["height"] for bar in crossed(left).bars] == [2.0, 1.0]
    wedges = crossed(right).wedges
    assert [wedge["label"] for wedge in wedges] == ["a", "b"]
    assert wedges[0]["to"] == pytest.approx(90)


def test_a_figure_has_its_axes():
    figure = Figure()
    figure.suptitle("Both")
    one, other = figure.subplots(2)
    one.plot([1, 2])
    other.set_title("below")
    made = crossed(figure)
    assert made.title == "Both"
    assert [axes["title"] for axes in made.axes] == ["", "below"]
    assert_same(made, crossed(figure))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda axes: axes.set_title("Snow"), "at .title: returned 'Snow', expected 'Rain'"),
        (lambda axes: axes.set_xlabel("x"), "at .xlabel"),
        (lambda axes: axes.set_yscale("symlog"), "at .yscale: returned 'symlog', expected 'lin"),
        (lambda axes: axes.set_xlim(0, 9), "at .xlim[1]: returned 9.0"),
        (lambda axes: axes.plot([5.0]), "at .lines: returned 2 items, expected 1 item"),
        (lambda axes: axes.lines[0].set_ydata([1.0, 3.0]), "at .lines[0]['y']"),
        (lambda axes: axes.lines[0].set_label("a"), "at .lines[0]['label']"),
        (lambda axes: axes.legend(["a"]), "at .legend"),
    ],
)
def test_what_differs_is_named(change, said):
    one, other = Figure().subplots(), Figure().subplots()
    for axes in (one, other):
        axes.plot([0.0, 1.0], [1.0, 2.0])
        axes.set(title="Rain", xlim=(0, 1), ylim=(0, 3))
    change(one)
    with pytest.raises(Mismatch) as refused:
        assert_same(crossed(one), crossed(other))
    assert said in refused.value.message


def test_a_figure_is_a_few_lines_with_those_that_differ_marked():
    figures = [Figure(), Figure()]
    for figure, height in zip(figures, (2.0, 3.0), strict=True):
        axes = figure.subplots()
        axes.plot([0, 1], [1.0, height], label="mm")
        axes.set(title="Rain", xlabel="day", xlim=(0, 1), ylim=(1, 4), yscale="log")
    assert value_text.text(*map(crossed, figures)).splitlines() == [
        "a figure with one pair of axes",
        "  axes titled 'Rain'",
        "    x: 'day' from 0 to 1",
        "    y: from 1 to 4, log scale",
        "    ‹line: x [0, 1], y [1, 2], label 'mm', style '-', marker 'None'›",
    ]


def test_all_kinds_are_shown_and_many_are_cut(axes):
    axes.pie([1, 3], labels=["a", "b"])
    axes.legend()
    axes.fill_between([0, 1], [0, 1])
    shown = value_text.text(crossed(axes))
    for part in ("legend: ['a', 'b']", "wedge: from 0, to 90, label 'a'", "texts: ", "others: "):
        assert part in shown
    axes.bar(range(40), range(40))
    assert value_text.text(crossed(axes)).splitlines()[24:] == ["…"]


@pytest.mark.parametrize("fields", [{"axes": [1]}, {"axes": 3}, {"xlim": 1}, {"title": "x"}])
def test_a_record_that_calls_itself_a_figure_is_a_record(fields):
    assert value_text.text(Record("object", "Figure", fields)).startswith("Figure(")


RIGHT = '''\
"""A line and its words."""

import matplotlib.pyplot as plt


def draw(values):
    figure, axes = plt.subplots()
    axes.plot(values, label="rain")
    axes.set_title("Rain")
    axes.legend()
    return figure
'''
CHECKS = '''\
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.checks import assert_same


@settings(max_examples=8)
@given(values=st.lists(st.integers(0, 9), min_size=1, max_size=4))
def test_drawn(student, reference, values):
    """The figure shows the values."""
    assert_same(student.draw(values), reference.draw(values))


def test_line(student):
    """The line has the values."""
    (line,) = student.draw([1, 2]).axes[0]["lines"]
    assert_same(line["y"], [1, 2])
'''


@pytest.fixture(scope="module")
def drawing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grader]:
    root = tmp_path_factory.mktemp("drawing")
    files = {
        "exercises/drawing/set.toml": (
            'title = "Drawing"\nversion = "1.0.0"\nlicence = "MIT"\norder = ["draw"]\n'
        ),
        "exercises/drawing/draw/exercise.toml": (
            'title = "Draw"\ndifficulty = "easy"\nrequires = ["numpy", "matplotlib"]\n\n'
            "[limits]\ncall_s = 10.0\n\n"
            '[[hints]]\ntext = "?"\n'
        ),
        "exercises/drawing/draw/README.md": "# Draw\n",
        "exercises/drawing/draw/draw.py": "def draw(values):\n    raise NotImplementedError\n",
        "exercises/drawing/draw/test_examples.py": "def test_nothing():\n    pass\n",
        "solutions/drawing/draw/solution.py": RIGHT,
        "solutions/drawing/draw/checks.py": CHECKS,
    }
    with grader_of(root, files) as found:
        yield found


def test_a_right_figure_passes(drawing):
    assert statuses(drawing(RIGHT, "drawing/draw")) == {"passed"}


def test_a_wrong_figure_is_shown_beside_the_right_one(drawing):
    report = drawing(RIGHT.replace('"Rain"', '"Snow"'), "drawing/draw")
    found = check(report, "test_drawn")
    assert found.message == "At .axes[0]['title']: returned 'Snow', expected 'Rain'."
    assert "‹axes titled 'Snow'›" in found.counterexample.got
    assert "axes titled 'Rain'" in found.counterexample.expected
    assert check(report, "test_line").status == "passed"


def test_wrong_data_is_told(drawing):
    report = drawing(RIGHT.replace("plot(values", "plot(sorted(values)[::-1]"), "drawing/draw")
    assert check(report, "test_line").status == "failed"
    assert np.all([c.status == "failed" for c in report.checks])
