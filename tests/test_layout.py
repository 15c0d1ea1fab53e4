"""Lines as a narrow or an old terminal has them: signs keep their meaning, no word stands alone."""

from __future__ import annotations

import codecs

from grader.cli.check import POINT, _in_lines
from grader.cli.marks import register
from grader.model import Finding
from grader.views.doctor import doctor_lines


def plain(text: str) -> str:
    return codecs.encode(text, "ascii", register()).decode()


def test_a_product_stays_one_where_a_terminal_knows_no_point():
    """1-1 + 0-0 = 1 is another arithmetic."""
    assert plain("output[0, 0] = 1·1 + -2·0.5 = 0") == "output[0, 0] = 1*1 + -2*0.5 = 0"
    assert plain("C·kh·kw") == "C*kh*kw"
    assert plain("Next: kata next   ·   see another way") == "Next: kata next   -   see another way"
    assert plain("·") == "-"


def test_what_can_be_done_next_goes_on_the_next_line_whole():
    said = POINT.join(["Next: fix conv.py, then kata check", "stuck? kata hint", "all: --all"])
    assert list(_in_lines(said, 60)) == [
        f"Next: fix conv.py, then kata check{POINT}stuck? kata hint",
        "all: --all",
    ]
    assert list(_in_lines(said, 200)) == [said]
    assert max(map(len, _in_lines(said, 20))) <= 20


def test_what_the_doctor_says_goes_on_beside_the_name_it_is_said_of():
    """A terminal would break it anywhere: before its full stop, say."""
    said = "No process, " * 8 + "at all."
    finding = Finding(topic="confinement", name="seccomp", ok=True, detail=said)
    topic, first, *more = [line.plain for line in doctor_lines([finding], 60)]
    assert all(len(line.plain) <= 45 for line in doctor_lines([finding], 45))
    assert topic == "confinement"
    assert first.startswith("  ✓ seccomp  No process")
    assert max(map(len, [first, *more])) <= 60
    assert all(line.startswith(" " * 13) and line[13] != " " for line in more)
    assert len([line.plain for line in doctor_lines([finding], 1000)]) == 2
