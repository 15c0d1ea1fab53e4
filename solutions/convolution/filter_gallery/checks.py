"""Hidden checks of filter_gallery: what each stamp does to simple pictures, then its numbers.

Numbers are compared to 1e-6, so that a gallery in float32 is right as well.
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis.strategies import composite, integers, sampled_from

from grader.checks import (
    Case,
    Mismatch,
    StudentError,
    arrays,
    assert_array,
    assert_lasting,
    assert_property,
    assert_same,
)

STAMPS = ("sobel_x", "sobel_y", "box_blur", "sharpen")
NAMES = sampled_from(STAMPS)
CLOSE = 1e-6
WINDOW = np.arange(1.0, 10).reshape(3, 3)
SOMETHING = 1e300  # a tolerance that any finite stamp of the right shape meets


@composite
def pictures(draw):
    """Case(what, image): flat grey, a ramp, a step, or one bright pixel; 3×3 to 5×6."""
    kind = draw(sampled_from(["grey", "ramp", "step right", "step down", "pixel"]))
    h, w = draw(integers(3, 5)), draw(integers(3, 6))
    rows, columns = np.mgrid[0:h, 0:w].astype(float)
    level = float(draw(integers(1, 9)))
    if kind == "grey":
        return Case(what=f"flat grey of {level:g}", image=np.full((h, w), level))
    if kind == "ramp":
        right, down = draw(integers(-3, 3)), draw(integers(-3, 3))
        what = f"a ramp that changes by {right} per pixel to the right and by {down} per pixel down"
        return Case(what=what, image=right * columns + down * rows + level)
    if kind == "pixel":
        r, c = draw(integers(0, h - 1)), draw(integers(0, w - 1))
        what = f"a single pixel of {level:g} at row {r}, column {c}, and zeros around it"
        return Case(what=what, image=level * ((rows == r) & (columns == c)))
    along = columns if kind == "step right" else rows
    where = draw(integers(1, 2))
    side = "to the right" if kind == "step right" else "downwards"
    return Case(what=f"a step from 0 to {level:g} {side}", image=level * (along >= where))


def press(stamp, image):
    """The valid convolution of an image (H, W) with a stamp (3, 3)."""
    windows = np.lib.stride_tricks.sliding_window_view(image, (3, 3))
    return np.einsum("ijuv,uv->ij", windows, np.asarray(stamp))


def assert_stamp(got):
    """An array (3, 3) of numbers. Which numbers they should be is not said: there is one answer for
    all calls, and whoever reads it has nothing left to find out."""
    try:
        assert_same(got, np.zeros((3, 3)), tolerance=SOMETHING)
    except Mismatch:
        came = ", and this is None" if got is None else ""
        said = f"a stamp is a NumPy array of nine numbers, of shape (3, 3){came}"
        assert_property(False, said, got)


def assert_presses(got, want, what, image):
    """Both stamps answer the same to this picture."""
    assert_stamp(got)
    mine, right = press(got, image), press(want, image)
    digits = _telling(mine, right)
    one, other = _shown(mine, digits), _shown(right, digits)
    sentence = f"on {what}, this stamp answers{one}and should answer{other}"
    assert_property(np.allclose(mine, right, rtol=0, atol=CLOSE * 9), sentence.rstrip(), got)


def _telling(mine, right):
    """How many decimals tell two answers apart; three, where these do."""
    differ = (n for n in (3, 6, 9) if not np.array_equal(mine.round(n), right.round(n)))
    return next(differ, 9)


def _shown(answers, digits):
    """One answer as a plain number within the sentence, several as lines of their own."""
    # Ninths that cancel each other leave 1e-16 behind, which is nothing to ponder over.
    rounded = answers.round(digits) + 0
    if answers.size > 1:
        return f"\n{np.array2string(rounded, precision=digits)}\n"
    return f" {rounded.item():.{digits + 4}g} "


@pytest.mark.points(2)
@settings(max_examples=120, deadline=None)
@given(case=pictures())
def test_sobel_x(student, reference, case):
    """sobel_x answers to brightness that changes to the right, and to nothing else."""
    assert_presses(student.sobel_x(), reference.sobel_x(), *case)


@pytest.mark.points(2)
@settings(max_examples=120, deadline=None)
@given(case=pictures())
def test_sobel_y(student, reference, case):
    """sobel_y answers to brightness that changes downwards, and to nothing else."""
    assert_presses(student.sobel_y(), reference.sobel_y(), *case)


@pytest.mark.points(2)
@settings(max_examples=120, deadline=None)
@given(case=pictures())
def test_box_blur(student, reference, case):
    """box_blur keeps flat grey and ramps, and spreads a pixel evenly over nine."""
    assert_presses(student.box_blur(), reference.box_blur(), *case)


@pytest.mark.points(1)
@settings(max_examples=120, deadline=None)
@given(case=pictures())
def test_sharpen(student, reference, case):
    """sharpen keeps flat grey and ramps, and makes a bright pixel brighter with a dark rim."""
    assert_presses(student.sharpen(), reference.sharpen(), *case)


@pytest.mark.points(1)
@settings(max_examples=100, deadline=None)
@given(image=arrays((integers(3, 4), integers(3, 5))))
def test_sharpen_is_made_of_the_blur(student, image):
    """Any image sharpened is twice that image minus your blur of it."""
    blur, sharpen = student.box_blur(), student.sharpen()
    for stamp in (blur, sharpen):
        assert_stamp(stamp)
    want = 2 * image[1:-1, 1:-1] - press(blur, image)
    holds = np.allclose(press(sharpen, image), want, rtol=0, atol=CLOSE * 81)
    assert_property(holds, "this stamp is not twice the image minus your box_blur", sharpen)


@pytest.mark.points(1)
@settings(max_examples=100, deadline=None)  # 4 stamps of 9 numbers: all of them
@given(name=NAMES, row=integers(0, 2), column=integers(0, 2))
def test_the_numbers(student, reference, name, row, column):
    """Each stamp answers to a pixel in each of its nine places as it should."""
    got, want = getattr(student, name)(), getattr(reference, name)()
    assert_stamp(got)
    mine, right = (np.asarray(stamp, float)[row, column] for stamp in (got, want))
    digits = _telling(mine, right)
    one, other = _shown(mine, digits), _shown(right, digits)
    pixel = f"a single pixel of 1 at row {row}, column {column}, and zeros around it"
    sentence = f"on {pixel}, this stamp answers{one}and should answer{other}".rstrip()
    assert_property(abs(mine - right) <= CLOSE, sentence, got)


@pytest.mark.points(1)
@settings(max_examples=100, deadline=None)
# An array of small integers has room for such ink, too.
@given(first=NAMES, second=NAMES, ink=integers(10, 99), place=integers(0, 8))
def test_a_new_array_at_each_call(student, first, second, ink, place):
    """Each call returns a new NumPy array: changing one spoils no other."""
    make, other = getattr(student, first), getattr(student, second)
    made = make()
    assert_array(made)
    assert_stamp(made)
    assert_lasting(make, then=[other])
    before, want = other(), np.array(made, float)
    want.flat[place] = ink
    # Held over there, so that it can be changed over there.
    mine = make.hold()
    # A matrix (np.matrix) multiplies in another way.
    pressed = student.lib("operator").mul(mine, WINDOW)
    said = f"{first}() * window does not multiply each number by the pixel that it lies on"
    assert_property(np.allclose(pressed, np.asarray(made) * WINDOW), said, pressed)
    try:
        mine.put(place, ink)
        dotted = mine.value()
        mine.fill(ink)
    except StudentError as error:
        if "read-only" not in str(error):
            raise
        assert_property(False, f"the caller who got {first}() can't change it")
    alone = np.allclose(np.asarray(dotted), want, rtol=CLOSE, atol=CLOSE)
    said = f"one number of {first}() is set to {ink}, and others change with it"
    assert_property(alone, said, dotted, want)
    after = other()
    spoilt = f"after {first}()[...] = {ink}, {second}() returns other numbers"
    assert_property(np.array_equal(np.asarray(after), np.asarray(before)), spoilt, after, before)
