"""What is shown of imported tests that read what was printed: all of the text that they read, with
the calls that printed it.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from imported_tests import Imported, imported

STATION = """\
trains = 0


def announce():
    global trains
    trains += 1
    print("train", trains)


def greet(name):
    print("hello", name)


def each(function, stops):
    print("begin")
    for stop in stops:
        print("at", stop)
        function(stop)
    print("end")
"""
TESTS = """\
from contextlib import redirect_stdout
from io import StringIO

from station import announce, each, greet


def test_a_trains(capsys):
    announce()
    announce()
    announce()
    assert capsys.readouterr().out == "train 1\\ntrain 2\\ntrain 3\\n"


def test_b_stops(capsys):
    seen = []
    each(seen.append, ["a", "b"])
    assert capsys.readouterr().out == "begin\\nat a\\nat b\\nend\\n"


def test_c_lines():
    text = StringIO()
    with redirect_stdout(text):
        each(lambda stop: None, ["a"])
    assert text.getvalue().splitlines() == ["begin", "at a", "end"]


def test_d_greetings(capsys):
    greet("ann")
    capsys.readouterr()
    greet("bob")
    greet("cid")
    assert capsys.readouterr().out == "hello bob\\nhello cid\\n"
"""


@pytest.fixture(scope="module")
def station(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(tmp_path_factory.mktemp("station"), "station", STATION, TESTS) as found:
        assert not found.adopted.named
        yield found


@pytest.mark.parametrize(
    ("old", "new", "test", "call", "got", "expected"),
    [
        ("trains += 1", "trains = trains * 2 + 1", "test_a_trains",
         "announce()\nannounce()\nannounce()",
         "'train 1\\ntrain 3\\ntrain 7\\n'", "'train 1\\ntrain 2\\ntrain 3\\n'"),
        ('"begin"', '"start"', "test_b_stops", "each(append, ['a', 'b'])",
         "'start\\nat a\\nat b\\nend\\n'", "'begin\\nat a\\nat b\\nend\\n'"),
        ('"hello"', '"hi"', "test_d_greetings", "greet('bob')\ngreet('cid')",
         "'hi bob\\nhi cid\\n'", "'hello bob\\nhello cid\\n'"),
    ],
)  # fmt: skip
def test_a_text_that_was_printed_in_pieces_is_shown_whole(
    station, old, new, test, call, got, expected
):
    shown = station.failed(STATION.replace(old, new), thorough=True)[test].counterexample
    assert shown is not None
    assert shown.call == call
    assert shown.got == f"what was printed:\n{got}"
    assert shown.expected == f"what was printed:\n{expected}"


def test_what_a_test_makes_of_it_is_made_of_the_whole_text(station):
    shown = station.changed('"begin"', '"start"')["test_c_lines"].counterexample
    assert shown is not None
    assert shown.got == "what was printed:\n'start\\nat a\\nend\\n'"
    assert shown.expected.startswith("what was printed:\n['begin', 'at a', 'end'], made of it")
