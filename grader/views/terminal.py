"""A report for the terminal: answer first, one smallest counterexample, one condition, one cause,
one next step. Plain where the output is piped; colour never carries the meaning alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import wrap

from rich.text import Text

from ..model import CheckResult, Counterexample, Report
from .safe import safe

_SIGNS = {"passed": ("✓", "green"), "skipped": ("–", "dim"), "grader_error": ("!", "magenta")}
_WRONG = ("✗", "red")
_WORDS = {
    "timeout": "too slow",
    "out_of_memory": "out of memory",
    "crashed": "crashed",
    "forbidden": "not allowed",
    "grader_error": "not graded",
}
INDENT = "      "
LABEL = 11


def report_lines(report: Report, width: int = 100, every: bool = False) -> Iterator[Text]:
    """The lines of a report. every: details of each failed check, not only of the first.

    What is to be read comes last, next to the prompt: on a small screen the rest scrolls away.
    """
    yield _headline(report)
    yield Text()
    if report.message is not None:
        yield from _paragraph(report.message, width, "  ")
        yield from _after(report, width)
        return
    failed = [c for c in report.checks if c.status not in ("passed", "skipped")]
    in_place = every or len(failed) == 1
    for check in report.checks:
        yield _check_line(check, width)
        if check not in failed and check.message:
            yield from _paragraph(check.message, width, "    ", "dim")
        elif check in failed and in_place:
            yield from _details(check, width)
    yield from _notes(report, width)
    yield from _after(report, width)
    if failed and not in_place and _has_details(failed[0]):
        yield Text()
        yield Text(f"  The first of them: {safe(failed[0].title, 300)}", "bold")
        yield from list(_details(failed[0], width))[:-1]


def _has_details(check: CheckResult) -> bool:
    return bool(check.message or check.counterexample or check.when or check.why)


def _headline(report: Report) -> Text:
    counted = [c for c in report.checks if c.status != "skipped"]
    passed = sum(c.status == "passed" for c in counted)
    name = report.exercise.rpartition("/")[2]
    line = Text()
    line.append(name, "bold")
    if report.submission.get("student"):
        name_said = " ".join((report.submission["student"] or "").split())
        line.append(f"   {safe(name_said, 80)}")
    if counted and "checks" not in report.withheld:
        line.append(f"   {passed} of {len(counted)} checks pass")
    style = "green" if report.verdict == "passed" else "red"
    line.append(f"   {_points(report.score)}/{_points(report.max_score)} points", style)
    if report.verdict == "grader_error":
        line.append("   not graded: the fault is the grader's", "magenta")
    return line


def _points(value: float) -> str:
    return f"{value:g}"


def _check_line(check: CheckResult, width: int) -> Text:
    sign, style = _SIGNS.get(check.status, _WRONG)
    count = _count(check)
    title = safe(check.title, 300)
    if check.device != "cpu":
        title += f" ({check.device})"
    room = max(width - len(count) - 8, 30)
    lines = wrap(title, room) or [""]
    text = Text()
    text.append(f"  {sign} ", style)
    text.append("\n    ".join(lines))
    text.append(" " * max(2, min(room, 62) - len(lines[-1]) + 2))
    text.append(count, "dim" if check.status == "passed" else style)
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
        if check.cases == 1:
            return "fails"
        return f"{few} cases fail"
    return word


def _details(check: CheckResult, width: int) -> Iterator[Text]:
    yield Text()
    if check.message:
        yield from _paragraph(check.message, width, INDENT)
    if check.counterexample is not None:
        yield from _counterexample(check.counterexample, width)
    if check.when:
        yield from _labelled("when", check.when, width, "yellow")
    if check.why is not None:
        yield from _labelled("why", check.why.text, width, "cyan")
    yield Text()


def _notes(report: Report, width: int) -> Iterator[Text]:
    """What costs no points, each once however many checks saw it."""
    for note in dict.fromkeys(note for check in report.checks for note in check.notes):
        yield from _paragraph(f"note: {note}", width, "  ", "dim")


def _paragraph(said: str, width: int, indent: str, style: str = "") -> Iterator[Text]:
    for part in safe(said).splitlines():
        for line in wrap(part, max(width - len(indent), 40), drop_whitespace=False) or [""]:
            yield Text(f"{indent}{line}", style)


def _labelled(label: str, said: str, width: int, style: str) -> Iterator[Text]:
    for number, line in enumerate(wrap(safe(said), max(width - len(INDENT) - LABEL, 40))):
        head = label if number == 0 else ""
        text = Text(INDENT)
        text.append(head.ljust(LABEL), style)
        text.append(line)
        yield text


def _counterexample(shown: Counterexample, width: int) -> Iterator[Text]:
    yield _row("called", safe(shown.call))
    blocks = [_titled(safe(name, 80), safe(value)) for name, value in shown.arguments.items()]
    yield from _side_by_side(blocks, width)
    got, expected = safe(shown.got).splitlines(), safe(shown.expected).splitlines()
    yield from _two_columns(got, expected, width)
    if shown.window:
        for number, line in enumerate(safe(shown.window).splitlines()):
            yield _row("window" if number == 0 else "", line)
    yield Text()


def _row(label: str, content: str) -> Text:
    text = Text(INDENT)
    text.append(label.ljust(LABEL), "bold" if label else "")
    text.append(content)
    return text


def _titled(name: str, value: str) -> list[str]:
    lines = value.splitlines() or [""]
    head = f"{name} = "
    return [head + lines[0], *(" " * len(head) + line for line in lines[1:])]


def _side_by_side(blocks: list[list[str]], width: int) -> Iterator[Text]:
    """Blocks of lines next to each other as far as they fit, then below."""
    room = width - len(INDENT) - LABEL
    while blocks:
        taken: list[list[str]] = []
        used = 0
        while blocks and (not taken or used + _width(blocks[0]) <= room):
            used += _width(blocks[0]) + 6
            taken.append(blocks.pop(0))
        for number in range(max(map(len, taken))):
            cells = [(b[number] if number < len(b) else "").ljust(_width(b)) for b in taken]
            yield _row("", (" " * 6).join(cells).rstrip())


def _width(block: list[str]) -> int:
    return max(len(line) for line in block)


def _two_columns(got: list[str], expected: list[str], width: int) -> Iterator[Text]:
    """Returned and expected, side by side where they fit."""
    left = max([*map(len, got), 12])
    right = max([*map(len, expected), 0])
    if not expected:
        yield from _marked_block("returned", got, "red")
    elif len(INDENT) + 2 * LABEL + left + 6 + right > width:
        yield from _marked_block("returned", got, "red")
        yield from _marked_block("expected", expected, "green")
    else:
        for number in range(max(len(got), len(expected))):
            mine = got[number] if number < len(got) else ""
            theirs = expected[number] if number < len(expected) else ""
            text = _row("returned" if number == 0 else "", "")
            _append_marked(text, mine.ljust(left + 6), "red")
            text.append(("expected" if number == 0 else "").ljust(LABEL), "bold")
            _append_marked(text, theirs, "green")
            yield text


def _marked_block(label: str, lines: list[str], style: str) -> Iterator[Text]:
    for number, line in enumerate(lines):
        text = _row(label if number == 0 else "", "")
        _append_marked(text, line, style)
        yield text


def _append_marked(text: Text, line: str, style: str) -> None:
    """Cells in ‹ › differ: they get a colour too."""
    for part in re.split(r"(‹[^›]*›)", line):
        text.append(part, f"bold {style}" if part.startswith("‹") else "")


def _after(report: Report, width: int) -> Iterator[Text]:
    if report.output:
        yield Text()
        yield Text("  your code printed", "dim")
        lines = safe(report.output, 1_000).splitlines()
        for line in lines[:8]:
            yield Text(f"  │ {line[: width - 4]}", "dim")
        if len(lines) > 8:
            yield Text(f"  │ … {len(lines) - 8} lines more", "dim")
    if report.promises:
        yield Text()
        yield Text("  Graded without confinement:", "yellow")
        for promise in report.promises:
            yield Text(f"    {promise}", "dim")
