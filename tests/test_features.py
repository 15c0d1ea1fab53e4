"""What is true of a call, by name: the words that a condition is made of."""

from __future__ import annotations

import inspect
import re
from typing import Any

import numpy as np
import pytest

from grader.explain import case_features
from grader.explain import features as module
from grader.explain.call import Call
from grader.explain.case_features import facts_key
from grader.explain.condition import Table, masks_of, when
from grader.explain.features import features, of_trial_calls
from grader.sets import library


def truths(axes: dict[str, tuple[str, ...]] | None = None, **arguments: Any) -> dict[str, bool]:
    return features(Call("f", arguments), axes or {})


def said(rows: list[dict[str, bool]], failed: list[bool]) -> str | None:
    """The condition of cases with these truths, of which these fail."""
    mask = sum(fails << n for n, fails in enumerate(failed))
    return when(Table(masks_of(rows), len(rows), mask))


def test_a_stride_is_measured_by_the_kernel():
    """Whether windows overlap or pixels are skipped is what many mistakes hang on."""
    axes = {"k": ("kh", "kw")}
    true = {name for name, holds in truths(axes, k=np.ones((2, 3)), stride=3).items() if holds}
    assert {"stride > kh", "stride ≥ kh", "stride ≠ kh"} <= true
    assert {"stride = kw", "stride ≤ kw", "stride ≥ kw"} <= true
    assert not {"stride < kh", "stride ≤ kh", "stride = kh", "stride > kw", "stride ≠ kw"} & true
    assert truths(kernel_size=2, stride=3)["stride > kernel_size"]
    assert truths(n=7, k=4, stride=3)["stride < k"]


def test_padding_is_counted_only_where_there_is_any_to_give():
    """(H + 2p − kh) was said of a function that has no p."""
    axes = {"x": ("H", "W"), "k": ("kh", "kw")}
    given: dict[str, Any] = {"x": np.ones((5, 4)), "k": np.ones((2, 2)), "stride": 3}
    without, left_out = Call("f", given), Call("f", given, (), {"padding": 1})
    assert features(without, axes)["(H − kh) is divisible by the stride"]
    assert not [name for name in features(without, axes) if "2p" in name]
    assert not features(left_out, axes)["(H + 2p − kh) is divisible by the stride"]


@pytest.mark.parametrize("given", [(2, 3), 3])
def test_sizes_that_are_an_argument_are_named_like_axes(given):
    """A kernel given as a pair had no sizes: who took it for a square was told no condition."""
    axes = {"x": ("H", "W"), "size": ("kh", "kw")}
    found = truths(axes, x=np.ones((3, 3)), size=given)
    assert found["kh ≠ kw"] is (given != 3)
    assert found["H = kh"] is (given == 3)
    assert found["W = kw"]


@pytest.mark.parametrize("given", [(2,), (2, 3, 4), (2, True), None, "ab", [2, 3]])
def test_what_is_no_pair_of_sizes_names_none(given):
    assert not [name for name in truths({"size": ("kh", "kw")}, size=given) if "kh" in name]


def test_counts_are_not_measured_by_pixels_nor_images_by_channels():
    axes = {"x": ("B", "C", "H", "W"), "w": ("O", "C", "kh", "kw")}
    found = truths(axes, x=np.ones((2, 3, 4, 5)), w=np.ones((6, 3, 2, 2)))
    assert found["B ≠ O"]
    assert found["C < O"]
    assert found["W > kh"]
    assert not {"B ≠ kh", "B = H", "C > W", "B < O", "B > O", "B < C"} & set(found)


@pytest.mark.parametrize("stride", [None, (2, 2), True])
def test_a_stride_that_is_no_number_is_measured_by_nothing(stride):
    assert not [name for name in truths(k=3, stride=stride) if name.startswith("stride >")]


def test_what_fails_for_every_type_but_one_is_said_so():
    """Integers and floats on both sides: neither would tell."""
    types = ["float32", "float64", "int64", "uint8"] * 6
    rows = [truths(x=np.ones(2, dtype)) for dtype in types]
    assert said(rows, [dtype != "float32" for dtype in types]) == (
        "every case where x is not float32 fails, and no other"
    )


def test_the_trial_calls_bring_up_every_feature():
    """A feature that none of them has could be changed and no key would tell."""
    code = inspect.getsource(module)
    templates = re.findall(r'yield (f?)"([^"]+)"', code)
    assert len(templates) > 60
    found = {name.partition(" ")[2] for name in of_trial_calls()}
    for formatted, template in templates:
        parts = re.split(r"\{[^}]*\}", template) if formatted else [template]
        pattern = re.compile(".+".join(map(re.escape, parts)))
        assert any(pattern.fullmatch(name) for name in found), template


def test_another_feature_makes_facts_stale(monkeypatch: pytest.MonkeyPatch):
    """What is true of recorded cases is shipped: with other features it has to be made anew."""
    exercise = library.find_exercise("convolution/naive_conv")
    case_features._trial.cache_clear()
    before = facts_key(exercise, "cases")

    def key() -> str:
        case_features._trial.cache_clear()
        return facts_key(exercise, "cases")

    assert key() == before
    with monkeypatch.context() as patch:
        patch.setattr(module, "_options", lambda call: iter([("stride is prime", True)]))
        assert key() != before
    with monkeypatch.context() as patch:
        patch.setattr(module, "_strides", lambda call, sizes: iter([("stride > kh", False)]))
        assert key() != before
    case_features._trial.cache_clear()
