"""A report for the terminal: answer first, one smallest counterexample, one condition, one cause,
one next step. Plain where the output is piped; colour never carries the meaning alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest
from textwrap import wrap

from rich.text import Text

from ..model import SET_OFF, CheckResult, Counterexample, Report
from ..plain_value import Value, as_text, is_in_planes, is_marked
from .escape import safe
from .fold import folded

_SIGNS = {"passed": ("✓", "green"), "skipped": ("–", "dim"), "grader_error": ("!", "magenta")}
_WRONG = ("✗", "red")
_WORDS = {
    "timeout": "too slow",
    "out_of_memory": "out of memory",
    "crashed": "crashed",
    "forbidden": "not allowed",
    "grader_error": "not graded",
}
# How a plane begins in the text of an array of more than two axes.
_PLANE = re.compile(r"\[\d+(, \d+)*\] = ")
INDENT = "      "
LABEL = 11
# Columns that a text has however narrow the terminal is.
LEAST = 20
# Lines of what a student's code printed.
MAX_PRINTED = 8


def report_lines(report: Report, width: int = 100, every: bool = False) -> Iterator[Text]:
    """The lines of a report. every: details of each failed check, not only of the first.

    What is to be read comes last, next to the prompt: on a small screen the rest scrolls away.
    """
    blank = False
    for line in _all_lines(report, width, every):
        if line.plain:
            yield from [Text()] * blank
            yield line
        blank = not line.plain


def verdict_lines(report: Report, width: int = 100) -> Iterator[Text]:
    """Which checks pass and which don't, and nothing of why."""
    yield from _headline(report, width)
    yield Text()
    for check in report.checks:
        yield from _check_line(replace(check, message=None), width).split()


def _all_lines(report: Report, width: int, every: bool) -> Iterator[Text]:
    yield from _headline(report, width)
    yield Text()
    said = report.message or _said_of_all(report)
    if said is not None:
        yield from _paragraph(said, width, "  ")
        yield from _notes(report, width)
        yield from _after(report, width)
        if report.output:
            yield from _printed(report.output, width)
        return
    failed = [c for c in report.checks if c.status not in ("passed", "skipped")]
    in_place = every or len(failed) == 1
    for check in report.checks:
        yield from _check_line(check, width).split()
        if check not in failed and check.message:
            yield from _paragraph(check.message, width, "    ", "dim")
        elif check in failed and in_place:
            yield from _details(check, width)
    yield from _notes(report, width)
    yield from _after(report, width)
    if failed and not in_place and _has_details(failed[0]):
        yield Text()
        title = f"The first of them: {safe(failed[0].title, 300)}"
        yield from _paragraph(title, width, "  ", "bold")
        yield from _details(failed[0], width)
    if report.output:
        yield from _printed(report.output, width)


def _said_of_all(report: Report) -> str | None:
    """The one reason for which every check fails, with nothing to be said of any of them."""
    counted = [c for c in report.checks if c.status != "skipped"]
    reasons = {c.message for c in counted}
    failed = all(c.status != "passed" for c in counted)
    told = any(c.counterexample or c.when or c.why for c in counted)
    return reasons.pop() if len(counted) > 1 == len(reasons) and failed and not told else None


def _has_details(check: CheckResult) -> bool:
    return bool(check.message or check.counterexample or check.when or check.why)


def _headline(report: Report, width: int) -> Iterator[Text]:
    counted = [c for c in report.checks if c.status != "skipped"]
    passed = sum(c.status == "passed" for c in counted)
    parts = [Text(report.exercise.rpartition("/")[2], "bold")]
    if report.submission.student:
        parts.append(Text(safe(" ".join(report.submission.student.split()), 80)))
    if counted and "checks" not in report.withheld:
        parts.append(Text(f"{passed} of {len(counted)} {report.graded_with} pass"))
    style = "green" if report.verdict == "passed" else "red"
    if report.graded_with == "checks":
        points = f"{_points(report.score)}/{_points(report.max_score)} points"
        parts.append(Text(points, style))
    if report.verdict == "grader_error":
        parts.append(Text("not graded: the fault is the grader's", "magenta"))
    line = Text("   ").join(parts)
    yield from [line] if len(line) <= width else Text("\n  ").join(parts).split()


def _points(value: float) -> str:
    return f"{value:g}"


def _check_line(check: CheckResult, width: int) -> Text:
    sign, style = _SIGNS.get(check.status, _WRONG)
    count = _count(check)
    title = safe(check.title, 300)
    if check.device != "cpu":
        title += f" ({check.device})"
    beside = width - len(count) - 8
    room = beside if beside >= LEAST else max(width - 4, LEAST)
    lines = wrap(title, room) or [""]
    text = Text()
    text.append(f"  {sign} ", style)
    text.append("\n    ".join(lines))
    if beside >= LEAST:
        text.append(" " * max(2, min(room, 62) - len(lines[-1]) + 2))
    elif count:
        text.append("\n    ")
    text.append(count, "dim" if check.status == "passed" else style)
    text.rstrip()
    return text


def _count(check: CheckResult) -> str:
    if check.status == "passed":
        return f"{check.cases} case{'s' * (check.cases != 1)}" if check.cases else ""
    if check.status == "skipped":
        return "not checked"
    word = _WORDS.get(check.status, "")
    if check.failed_cases and check.status in ("failed", "error"):
        every = check.failed_cases == check.cases
        few = f"all {check.cases}" if every else f"{check.failed_cases} of {check.cases}"
        if check.cases == 1 or (every and not _tells_cases_apart(check)):
            return "fails"
        return f"{few} cases fail"
    return word


def _tells_cases_apart(check: CheckResult) -> bool:
    """Whether what is shown of a check depends on the case at all: a function without arguments
    fails the same way in each, as does one that isn't written."""
    if check.counterexample is not None:
        return not check.counterexample.call.endswith("()")
    return not check.message


def _details(check: CheckResult, width: int) -> Iterator[Text]:
    yield Text()
    if check.message:
        yield from _paragraph(check.message, width, INDENT)
    if check.counterexample is not None:
        yield from _counterexample(check.counterexample, width)
    if check.when and not _is_said_above(check):
        yield from _labelled("when", check.when, width, "yellow")
    if check.why is not None:
        yield from _labelled("why", check.why.text, width, "cyan")
    yield Text()


def _is_said_above(check: CheckResult) -> bool:
    """Whether all that is known of when it fails stands behind the check's name: that it always
    does."""
    every = f"({check.cases} of {check.cases})"
    return (check.when or "").endswith(every) and _count(check) == f"all {check.cases} cases fail"


def _notes(report: Report, width: int) -> Iterator[Text]:
    """What costs no points, each once however many checks saw it."""
    of_checks = (note for check in report.checks for note in check.notes)
    for note in dict.fromkeys((*report.notes, *of_checks)):
        yield from _paragraph(f"note: {note}", width, "  ", "dim")


def _paragraph(said: str, width: int, indent: str, style: str = "") -> Iterator[Text]:
    for part in safe(said).splitlines():
        fence = SET_OFF if part.startswith(SET_OFF) else ""
        for line in wrap(part, max(width - len(indent), LEAST), subsequent_indent=fence) or [""]:
            yield Text(f"{indent}{line}", style)


def _labelled(label: str, said: str, width: int, style: str) -> Iterator[Text]:
    for number, line in enumerate(wrap(safe(said), _room(width))):
        yield _row(label if number == 0 else "", line, style)


def _counterexample(shown: Counterexample, width: int) -> Iterator[Text]:
    room = _room(width)
    yield from _rows("called", _typed(shown.call, room))
    yield from _named(shown.values.arguments, room)
    if shown.then:
        yield from _rows("then", _typed(shown.then, room))
        yield from _named(shown.values.then_arguments, room)
    yield from _two_columns(shown.how, shown.values.got, shown.values.expected, room)
    if shown.window:
        yield from _rows("window", folded(safe(shown.window).splitlines(), room))
    yield Text()


def _room(width: int) -> int:
    """Columns to the right of the labels."""
    return max(width - len(INDENT) - LABEL, LEAST)


def _typed(said: str, room: int) -> list[str]:
    """What a reader may paste into Python: still that where its lines are too long."""
    lines = safe(said).splitlines()
    if all(len(line) <= room for line in lines):
        return lines
    from .python_lines import python_lines

    return [
        part
        for line in lines
        for part in (len(line) > room and python_lines(line, room)) or folded([line], room)
    ]


def _rows(label: str, lines: list[str], style: str = "") -> Iterator[Text]:
    """style: of the cells that differ, where there are some."""
    for number, line in enumerate(lines):
        text = _row(label if number == 0 else "", "")
        _append_marked(text, line, style)
        yield text


def _row(label: str, content: str, style: str = "bold") -> Text:
    """style: the label's."""
    text = Text(INDENT)
    text.append(label.ljust(LABEL), style if label else "")
    text.append(content)
    return text


def _named(values: dict[str, Value], room: int) -> Iterator[Text]:
    blocks = [_titled(safe(name, 80), value) for name, value in values.items()]
    yield from _side_by_side([folded(block, room) for block in blocks], room)


def _titled(name: str, value: Value) -> list[str]:
    """name = the value; of an array in planes, each plane: name[0, 1] = its rows."""
    lines = safe(as_text(value)).splitlines() or [""]
    if is_in_planes(value):
        return [(name if _PLANE.match(line) else " " * len(name)) + line for line in lines]
    head = f"{name} = "
    return [head + lines[0], *(" " * len(head) + line for line in lines[1:])]


def _side_by_side(blocks: list[list[str]], room: int) -> Iterator[Text]:
    """Blocks of lines next to each other as far as they fit, then below."""
    while blocks:
        taken: list[list[str]] = []
        used = 0
        while blocks and (not taken or used + _width(blocks[0]) <= room):
            used += _width(blocks[0]) + 6
            taken.append(blocks.pop(0))
        for lines in zip_longest(*taken, fillvalue=""):
            cells = [line.ljust(_width(block)) for line, block in zip(lines, taken, strict=True)]
            yield _row("", (" " * 6).join(cells).rstrip())


def _width(block: list[str]) -> int:
    return max(len(line) for line in block)


def _two_columns(how: str, came: Value, wanted: Value, room: int) -> Iterator[Text]:
    """What came of the call and what was expected, side by side where they fit."""
    got, expected = safe(as_text(came)).splitlines(), safe(as_text(wanted)).splitlines()
    # A text may have such signs in it; of an array they are ours.
    red, green = ("red" if is_marked(came) else ""), ("green" if is_marked(wanted) else "")
    left = max([*map(len, got), 12])
    right = max([*map(len, expected), 0])
    if not expected or LABEL + left + 6 + right > room:
        yield from _rows(how, folded(got, room), red)
        yield from _rows("expected", folded(expected, room), green)
        return
    for number, (mine, theirs) in enumerate(zip_longest(got, expected, fillvalue="")):
        text = _row(how if number == 0 else "", "")
        _append_marked(text, mine.ljust(left + 6), red)
        text.append(("expected" if number == 0 else "").ljust(LABEL), "bold")
        _append_marked(text, theirs, green)
        text.rstrip()
        yield text


def _append_marked(text: Text, line: str, style: str) -> None:
    """Cells in ‹ › differ: they get a colour too. style: "" where there are no such cells."""
    for part in re.split(r"(‹[^›]*›)", line) if style else [line]:
        text.append(part, f"bold {style}" if part.startswith("‹") and style else "")


def _after(report: Report, width: int) -> Iterator[Text]:
    if report.graded_with == "examples":
        yield Text()
        yield from _paragraph(
            "These are the public examples. The hidden checks of"
            f" {report.exercise} live elsewhere: whoever grades has them.",
            width,
            "  ",
        )
    if report.promises:
        yield Text()
        yield Text("  Graded without confinement:", "yellow")
        for promise in report.promises:
            yield from _paragraph(promise, width, "    ", "dim")


def _printed(output: str, width: int) -> Iterator[Text]:
    """What the student's code printed: the beginning, and the end, where a warning says what it
    is about."""
    yield Text()
    yield Text("  your code printed", "dim")
    lines = output.splitlines()
    first, last = lines[: MAX_PRINTED - 1], lines[MAX_PRINTED - 1 :][-1:]
    dropped = len(lines) - len(first) - len(last)
    for line in first:
        yield from _fenced(line, width)
    if dropped:
        yield Text(f"  {SET_OFF}… {dropped} line{'s' * (dropped != 1)} more", "dim")
    for line in last:
        yield from _fenced(line, width)


def _fenced(line: str, width: int) -> Iterator[Text]:
    for part in wrap(safe(line, 300), max(width - 4, LEAST), drop_whitespace=False) or [""]:
        yield Text(f"  {SET_OFF}{part}".rstrip(), "dim")
