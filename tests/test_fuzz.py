"""Whatever a manifest, a source or a report is made of: the reader says what it always says."""

from __future__ import annotations

import ast
import contextlib
import json
import unicodedata
import warnings
from dataclasses import replace

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from test_views import FAILED, REPORT, with_check

from grader.errors import ManifestError
from grader.model import Counterexample, Report, Submitted, Values, Why
from grader.plain_value import Value
from grader.process.source_rules import violations
from grader.sets import manifest
from grader.views.json import to_json
from grader.views.terminal import report_lines
from grader.wording.value_text import as_data

keys = st.sampled_from(
    [
        "title",
        "difficulty",
        "requires",
        "file",
        "feedback",
        "rules",
        "limits",
        "hints",
        "axes",
        "order",
        "version",
        "licence",
        "text",
        "after",
        "equivalent",
        "allowed_imports",
        "call_s",
        "memory_mib",
        "rules.allowed_imports",
        "a.b",
    ]
)
toml_values = st.one_of(
    st.sampled_from(["[]", "[[]]", "{}", "nan", "inf", "-1", "0", "1e400", "true", "1979-05-27"]),
    st.sampled_from(["0x" + "f" * 5000, "9" * 5000, "{a" + ".a" * 2000 + "=1}", "[" * 2000]),
    st.text(max_size=9).map(json.dumps),
)
lines = st.one_of(
    st.builds("{} = {}".format, keys, toml_values),
    keys.map("[{}]".format),
    keys.map("[[{}]]".format),
    st.text(max_size=9),
)
manifests = st.lists(lines, max_size=8).map("\n".join).map(lambda text: text.encode("utf-8"))
SHAPES = [manifest.ExerciseKeys, manifest.SetKeys, manifest.ChecksKeys]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
@settings(max_examples=150)
@given(content=st.binary(max_size=60) | manifests)
def test_any_bytes_are_a_manifest_or_a_manifest_error(tmp_path_factory, shape, content):
    """A set may come from anybody; a traceback of ours says nothing to them."""
    path = tmp_path_factory.mktemp("set") / "exercise.toml"
    path.write_bytes(content)
    with contextlib.suppress(ManifestError):
        assert isinstance(manifest.read_manifest(path, shape), shape)


@pytest.mark.parametrize(
    "text",
    ["title = 0x" + "f" * 5000, "title = " + "9" * 5000, "title.a" + ".a" * 3000 + " = 1"],
    ids=["hexadecimal", "decimal", "nest"],
)
def test_a_value_too_large_to_be_shown_is_a_manifest_error(tmp_path, text):
    """Python refuses to write out such an int, and comes to its end in such a nest."""
    path = tmp_path / "exercise.toml"
    path.write_text(text)
    with pytest.raises(ManifestError, match=r"exercise\.toml"):
        manifest.read_manifest(path, manifest.ExerciseKeys)


pieces = st.sampled_from(
    [
        "import",
        "from",
        "as",
        ".",
        "..",
        "*",
        ",",
        "(",
        ")",
        "numpy",
        "scipy",
        "getattr",
        "__import__",
        "(",
        "'numpy'",
        ")",
        "=",
        "f",
        "x",
        "1",
        "0xff",
        "\n",
        "\t",
        ":",
        "def",
        "class",
        "lambda",
        "yield",
        "return",
        "np.dot",
        "getattr(np,'dot')",
        "__import__(0x1f)",
        "\\",
        "#",
        "'''",
    ]
)
sources = st.lists(pieces, max_size=12).map(" ".join) | st.text(max_size=40)


@given(source=sources)
def test_any_text_has_a_verdict_of_the_source_reader(source):
    """Python says that it can't be read, or we say what is forbidden in it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the parser's own, about the escapes in it
        try:
            tree = ast.parse(source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return
    for found in violations(tree, ("math",), ("scipy",), ("numpy.dot",)):
        assert found.line >= 1
        assert found.message


def test_an_import_by_a_number_is_none():
    """A number of thousands of digits can't even be written out."""
    tree = ast.parse("__import__(0x" + "f" * 5000 + ")")
    assert violations(tree, (), ("scipy",), ()) == []


texts = st.text(max_size=30) | st.text(
    st.sampled_from("\x00\x1b\x07\x7f\x85\x9b\u2028\u202e\u2066\ud800\U000e0041\n\t‹›│ a🙂漢"),
    max_size=200,
)


@st.composite
def any_values(draw: st.DrawFn) -> Value:
    """What is no array as a text, or an array beside another: with marks, cut to a window."""
    if draw(st.booleans()):
        return Value(kind="text", text=draw(texts), name=draw(texts), after=draw(texts))
    shape = draw(array_shapes(min_dims=0, max_dims=4, max_side=12))
    numbers = draw(arrays(np.float64, shape, elements=st.floats(), fill=st.just(0.0)))
    against = draw(st.none() | arrays(np.float64, shape, elements=st.integers(-3, 3)))
    return as_data(numbers, against)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    values = Values(
        arguments={draw(texts): draw(any_values())},
        expected=draw(any_values()),
        got=draw(any_values()),
        then_arguments={draw(texts): draw(any_values())},
        alone=draw(st.none() | any_values()),
    )
    shown = Counterexample(
        call=draw(texts),
        values=values,
        window=draw(st.none() | texts),
    )
    notes, title = (draw(texts),), draw(texts)
    told = {"message": draw(st.none() | texts), "when": draw(texts)}
    why = Why(id=draw(texts), text=draw(texts))
    failed = replace(FAILED, title=title, notes=notes, counterexample=shown, why=why, **told)
    named = Submitted(path=draw(texts), student=draw(texts), sha256="0" * 64)
    message = draw(st.none() | texts)
    return replace(REPORT, checks=(failed,), submission=named, message=message, output=draw(texts))


@settings(max_examples=150)
@given(report=reports(), width=st.integers(60, 120))
def test_any_report_can_be_shown(report, width):
    """No exception, no character that a terminal obeys, no line wider than it is."""
    for line in report_lines(report, width, every=True):
        for part in line.plain.split("\n"):
            assert not [
                c for c in part if unicodedata.category(c) in ("Cc", "Cf", "Cs") and c != "\t"
            ]


@given(report=reports(), indent=st.sampled_from([0, 2]))
def test_any_report_is_json_that_a_terminal_only_shows(report, indent):
    """The same text when it is read, and nothing to be obeyed before."""
    said = to_json(report, indent)
    assert not [c for c in said if unicodedata.category(c) in ("Cc", "Cf", "Cs") and c != "\n"]
    read = json.loads(said)
    assert read["submission"] == msgspec.structs.asdict(report.submission)
    assert read["checks"][0]["title"] == report.checks[0].title
    assert read["output"] == report.output
    assert Report.from_json(said) == report


@pytest.mark.parametrize(
    "character", ["\x7f", "\x85", "\x9b", "\u202e", "\u2066", "\u2028", "\ud800"]
)
def test_json_escapes_what_a_terminal_would_obey(character):
    """A control character of eight bits is one all the same."""
    said = to_json(with_check(title=f"a{character}b"))
    assert f"a\\u{ord(character):04x}b" in said
    assert json.loads(said)["checks"][0]["title"] == f"a{character}b"
