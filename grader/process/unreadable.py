"""Says what a file is that Python can't read, where that can be told: a notebook, a web page, marks
of a merge. The words are the end of a sentence that begins "Python can't read this: "."""

from __future__ import annotations

import re
import sys

_FILES = {
    rb"PK\x03\x04": "it is a ZIP archive; hand in the file that is in it",
    rb"%PDF-": "it is a PDF",
    rb"\x89PNG|\xff\xd8\xff|GIF8": "it is a picture",
    rb"\x1f\x8b": "it is a compressed archive; hand in the file that is in it",
    rb"\{\\rtf": "it is a word processor's document (RTF); save it as plain text",
    rb"\xd0\xcf\x11\xe0": "it is a word processor's document; save it as plain text",
    rb"(?s)..\r\n[\x00-\x0f]\x00\x00\x00": "it is compiled Python; hand in the .py file",
    rb"(?i)\s*<(!doctype html|html|head)\b": (
        "it is a web page: was it saved in place of the file, after a login say?"
    ),
    rb'(?s)\s*\{.*"cells"\s*:.*"nbformat"\s*:': (
        "it is a whole notebook; hand in its code as a .py file"
    ),
    rb"\xff\xfe|\xfe\xff|[\x01-\x7f]\x00[\x01-\x7f]\x00": "it is saved as UTF-16; save it as UTF-8",
}
_PRINTED = {
    "\u2192": "->", "\u2212": "-", "\u2013": "-", "\u2014": "-", "\u00d7": "*", "\u00f7": "/",
    "\u2264": "<=", "\u2265": ">=", "\u2260": "!=", "\u2026": "three dots",
    "\uff08": "(", "\uff09": ")", "\uff0c": ",", "\uff1a": ":", "\uff1b": ";",
}  # fmt: skip
_LINES = (
    (re.compile(r"\s*(%{1,2}\w+|!\w+)"), "{0} is a notebook's command and no Python"),
    (re.compile(r"\s*(>>>|\.\.\. |In \[\d*\]:)"), "{0} is a prompt that was copied along"),
    (re.compile(r"\s*(`{3}|~{3})"), "{0} is a mark around code, and no Python"),
    (re.compile(r"\s*(\d+):?\s+(?:import|from|def|class|return|for|if|with)\b"),
     "{0} is a line's number that was copied along"),
    (re.compile(r"\s*(else if)\b"), "{0} is elif in Python"),
    (re.compile(r"[^'\"#]*?(&&|\|\|)"), "{0} is no Python; write `and`, `or`"),
    (re.compile(r"[^'\"#]*?\w(\+\+|--)\s*;?\s*$"), "{0} is no Python; write += 1 or -= 1"),
    (re.compile(r"(<{7}|={7}|>{7})( |$)"), "{0} is the mark of a merge that was not finished"),
    (re.compile(r".*?([\u201c\u201d\u2018\u2019\u201e\u00ab\u00bb])"), "{0} is a quote for print;"
     " Python's are \" and '"),
    (re.compile(r".*?(\u00a0)"), "there is a no-break space, which only looks like a space"),
    (re.compile(r".*?([\u200b\ufeff])"), "there is a character that can't be seen"),
    (re.compile(rf"[^'\"#]*?([{''.join(_PRINTED)}])"), "{0} is a sign for print; Python's is {2}"),
    (re.compile(r".*?([\x01-\x08\x0e-\x1f])"), "there is a control character, U+{1:04X}, which is"
     " no text"),
)  # fmt: skip
# What later versions read, and since when.
_NEWER = (
    (re.compile(r"\s*(type) \w+(\[.*\])? ="), (3, 12)),
    (re.compile(r"\s*(?:async )?(def \w+\[|class \w+\[)"), (3, 12)),
)
_COOKIE = re.compile(rb"\s*#.*?coding[:=]")


def whole_file(source: bytes) -> str | None:
    """What a file is that was never meant for Python; some of them it would even read."""
    return next((said for shape, said in _FILES.items() if re.match(shape, source)), None)


def words(source: bytes, error: Exception) -> str | None:
    """What is wrong with a file that was refused; None where Python's own words have to do."""
    if isinstance(error, TabError):
        return "tabs and spaces are mixed where lines are set in"
    declared = any(_COOKIE.match(line) for line in source.split(b"\n", 2)[:2])
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        if declared:
            return None
        line = source.count(b"\n", 0, bad.start) + 1
        return (
            f"'utf-8' codec can't decode byte 0x{source[bad.start]:02x}, number {bad.start + 1}, in"
            f" line {line}; save the file as UTF-8"
        )
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        return f"there is a NUL character in line {line}, which is no text; save the file again"
    number = getattr(error, "lineno", None) or 0
    shown = text.splitlines()[number - 1 : number] if number else []
    return next(filter(None, map(_of_a_line, shown)), None)


def _of_a_line(line: str) -> str | None:
    for shape, said in _LINES:
        if found := shape.match(line):
            what = found[1].strip()
            return said.format(what, ord(found[1][-1]), _PRINTED.get(what, ""))
    for shape, since in _NEWER:
        if (found := shape.match(line)) and sys.version_info < since:
            version = "{}.{}".format(*since)
            here = "{}.{}".format(*sys.version_info[:2])
            return f"`{found[1].strip('[')}` in this way needs Python {version}; this is {here}"
    return None
