"""Says what a file is that Python can't read, where that can be told: a notebook, a web page, marks
of a merge, another language. The words end a sentence that begins "Python can't read this: "."""

from __future__ import annotations

import ast
import keyword
import re
import sys
from contextlib import suppress

# Every file is asked for these, so they are compiled before the fork; the others on first use.
_FILES_BY_PATTERN = {
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
    rb"diff --git |--- [^\n]*\n\+\+\+ ": "it is a patch; hand in the file that it makes",
    rb"\xff\xfe\x00\x00|\x00\x00\xfe\xff": "it is saved as UTF-32; save it as UTF-8",
    rb"\xff\xfe|\xfe\xff|[\x01-\x7f]\x00[\x01-\x7f]\x00": "it is saved as UTF-16; save it as UTF-8",
}
_FILES = [(re.compile(shape), said) for shape, said in _FILES_BY_PATTERN.items()]
_PRINTED = {
    "\u2192": "->", "\u2212": "-", "\u2013": "-", "\u2014": "-", "\u00d7": "*", "\u22c5": "*",
    "\u2022": "*", "\u00f7": "/", "\u2264": "<=", "\u2265": ">=", "\u2260": "!=", "\u00ac": "not",
    "\u2227": "and", "\u2228": "or", "\u2208": "in", "\u221e": "math.inf", "\u221a": "math.sqrt",
    "\u00b2": "**2", "\u00b3": "**3", "\u2026": "three dots", "\u3001": ",", "\u3002": ".",
    # As wide as a letter of Chinese, with the same order as ASCII.
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if not chr(code).isalnum()},
}  # fmt: skip
_BLANKS = "".join(map(chr, (0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)))
_UNSEEN = "\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
# What stands before it on its line is neither a text nor a comment.
_CODE = r"[^'\"#]*?"
_LINES = (
    (r"\s*(%{1,2}\w+|!\w+|\?{1,2}\w+)", "{0} is a notebook's command and no Python"),
    (r"\s*\w+(?:, \w+)* = ([%!]\w+)", "{0} is a notebook's command and no Python"),
    (r"\s*[\w.]+(\?{1,2})\s*$", "{0} asks a notebook for help, and is no Python"),
    (r"\s*(>>>|\.\.\. |\.{3}:|(?:In|Out) ?\[\d*\]:)",
     "{0} is a prompt that was copied along"),
    (r"\s*(`{3}|~{3})", "{0} is a mark around code, and no Python"),
    (r"(Traceback) \(most recent call last\)", "this is an error message that was"
     " copied along"),
    ((r"\s*(?:\$ )?((?:pip3?|conda|apt|apt-get|brew|uv) (?:install|add)\b"
     r"|python3? \S+\.py\b)"),
     "{0} is a terminal's command and no Python"),
    (r"\s*(\d+):?\s+(?:import|from|def|class|return|for|if|with)\b",
     "{0} is a line's number that was copied along"),
    (r"([+-])(?:import|from|def|class|return|for|if|with|@|    )(?:\b|$)",
     "{0} is the mark of a patch that was copied along"),
    (rf"{_CODE}(&(?:lt|gt|amp|quot|nbsp|#\d+);)",
     "{0} is a web page's way to write a sign"),
    (r"\s*(</?[a-zA-Z]\w*(?: [^<>]*)?/?>)", "{0} is a web page's mark, and no Python"),
    (r"\s*(else ?if|elsif)\b", "{0} is elif in Python"),
    (r"\s*(//|/\*)", "{0} begins no comment in Python; write #"),
    (r"\s*(?:for|while|if|def|class|else)\b[^'\"#]*(\{)\s*$",
     "{0} begins no block in Python; write : and set the next lines in"),
    (r"\s*(function)\b *\w", "{0} is no Python; write def"),
    (r"\s*((?:const|let|var|int|double|float|bool|auto) \w+) *=",
     "{0} is no Python; a name needs no such word before it"),
    (rf"{_CODE}(&&|\|\|)", "{0} is no Python; write `and`, `or`"),
    (rf"{_CODE}\b(?:if|while|and|or|not|return) *(!)[\w(]",
     "{0} is no Python; write not"),
    (rf"{_CODE}(<>)", "{0} is Python 2; Python 3 says !="),
    (rf"{_CODE}(`)", "{0} is a mark around code, and no Python"),
    (r"\s*except \w+, ([a-z]\w*) *:", "that is Python 2; write `as {0}`"),
    (r"\s*raise \w+, *(['\"])", "that is Python 2; write the message in parentheses"),
    (rf"{_CODE}\w(\+\+|--)\s*;?\s*$", "{0} is no Python; write += 1 or -= 1"),
    (r"(<{7}|={7}|>{7})( |$)", "{0} is the mark of a merge that was not finished"),
    (r"\s*(-{3,}|={3,}|\*{3,}|_{3,})\s*$",
     "{0} is a line that was drawn, and no Python"),
    ((r".*?([\u201c\u201d\u2018\u2019\u201e\u201a\u2039\u203a\u00ab\u00bb\u00b4\u2032"
     r"\u2033])"),
     "{0} is a quote for print; Python's are \" and '"),
    (r".*?(\u00a0)", "there is a no-break space, which only looks like a space"),
    (rf".*?([{_BLANKS}])", "there is a space of print, U+{1:04X}, which only"
     " looks like a space"),
    (rf".*?([{_UNSEEN}])", "there is a character that can't be seen"),
    (rf"{_CODE}([{re.escape(''.join(_PRINTED))}])", "{0} is a sign for print;"
     " Python's is {2}"),
    (r".*?([\x01-\x08\x0e-\x1f])", "there is a control character, U+{1:04X}, which is"
     " no text"),
    (r"\s*(?:\*\*|[-*] )?([A-Z][\w']*(?: [\w',*-]+){2,}[.:!?]?)\s*$",
     "this is a sentence; put # before it"),
)  # fmt: skip
# What later versions read, and since when.
_NEWER = (
    (r"\s*(type) \w+(\[.*\])? =", (3, 12), "`{0}` in this way"),
    (r"\s*(?:async )?(def|class) \w+\[[^\]]*\w ?= ?\w", (3, 13),
     "a default in the brackets of a {0}"),
    (r"\s*(?:async )?(def \w+|class \w+)\[", (3, 12), "`{0}` in this way"),
    (r".*?\b[rR]?[fF][rR]?(['\"])[^'\"]*\{[^}]*?\1[^}]*\}", (3, 12),
     "{0} in the braces of an f-string that begins with {0}"),
    (r".*?\b[rR]?[fF][rR]?['\"].*?\{[^}]*?(\\)", (3, 12),
     "{0} in an f-string's braces"),
    (rf"{_CODE}\b((?:tr?|rt)['\"])", (3, 14), "`{0}` in this way"),
    (r"\s*(except \w+, [A-Z]\w*)", (3, 14), "`{0}` without parentheses"),
)  # fmt: skip
# What Python says too briefly, and what it means.
_SAID = (
    (r"'(await|async \w+)' outside", "{0} outside a function: a notebook can wait"
     " there, and a file needs asyncio.run(…)"),
    (r"\(unicode error\).*(\\[UuNx])", "{0} in a text begins a sign's number; with r"
     " before its quotes it is only a path"),
)  # fmt: skip
# On the first line, or on the second where the first one says nothing else.
_COOKIE = re.compile(rb"(?:[ \t\f]*(?:#[^\r\n]*)?(?:\r\n?|\n))?[ \t\f]*#[^\r\n]*?coding[:=]")


def whole_file(source: bytes) -> str | None:
    """What a file is that was never meant for Python; some of them it would even read."""
    return next((said for shape, said in _FILES if shape.match(source)), None)


def words(source: bytes, error: Exception) -> str | None:
    """What is wrong with a file that was refused; None where Python's own words have to do."""
    if isinstance(error, TabError):
        return "tabs and spaces are mixed where lines are set in"
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        if _COOKIE.match(source):
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
    # Python counts these alone as the ends of lines.
    lines = re.split("\r\n|\r|\n", text)
    shown = lines[number - 1 : number] if number else []
    return next(filter(None, map(_of_a_line, shown)), None) or _in_other_words(str(error))


def _of_a_line(line: str) -> str | None:
    if said := _capital(line):
        return said
    for shape, said in _LINES:
        if found := re.match(shape, line):
            what = found[1].strip()
            return said.format(what, ord(found[1][-1]), _PRINTED.get(what, ""))
    for shape, since, said in _NEWER:
        if (found := re.match(shape, line)) and sys.version_info < since:
            version = "{}.{}".format(*since)
            here = "{}.{}".format(*sys.version_info[:2])
            return f"{said.format(found[1])} needs Python {version}; this is {here}"
    return None


def _capital(line: str) -> str | None:
    """Of a line that would be Python if its first word were not written with a capital."""
    word = (line.split() or [""])[0].rstrip(":")
    if not word.istitle() or not keyword.iskeyword(word.lower()):
        return None
    rest = line.strip()[len(word) :]
    begins = {"else": "if x: pass\n", "elif": "if x: pass\n"}.get(word.lower(), "")
    with suppress(SyntaxError, ValueError):
        ast.parse(f"{begins}{word.lower()}{rest}{' pass' if rest.endswith(':') else ''}\n")
        return f"{word} is no Python; write {word.lower()}"
    return None


def _in_other_words(message: str) -> str | None:
    for shape, said in _SAID:
        if found := re.search(shape, message):
            return said.format(found[1])
    return None
