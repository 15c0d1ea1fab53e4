"""Hidden checks of convolution/tf_same_padding.

Numbers are small integers held in floats, so that every right answer is exact.
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.checks import (
    Mismatch,
    Tensor,
    assert_fresh,
    assert_lasting,
    assert_property,
    assert_same,
    assert_untouched,
    cases,
    describe,
    evenly,
    general,
    seeded_arrays,
    tensors,
    whole,
)

few = st.integers(1, 3)
side = st.integers(1, 7)


@st.composite
def layers(draw, *, sides=side, kernels=few, strides=few, **options):
    """Case(x, w, stride): images of any size, kernels of any size, even where one is larger."""
    height, width, kh, kw = draw(sides), draw(sides), draw(kernels), draw(kernels)
    stride, channels = draw(strides), draw(few)
    return draw(
        cases(
            x=tensors((draw(few), channels, height, width), **options),
            w=tensors((draw(few), channels, kh, kw), **options),
            stride=stride,
        )
    )


# More images, channels, filters and padding than elsewhere, and more pixels than print shows.
large_layers = cases(
    x=seeded_arrays((4, st.integers(5, 6), 8, 9), dtype="float32"),
    w=seeded_arrays((6, 6, 11, 6), dtype="float32"),
    stride=st.integers(1, 7),
)


def from_the_definition(case):
    """(B, O, ⌈H/s⌉, ⌈W/s⌉) in NumPy: each window is cut from a page large enough for all."""
    x, w, s = np.asarray(case.x, float), np.asarray(case.w, float), case.stride
    (H, W), (kh, kw) = x.shape[2:], w.shape[2:]
    rows, columns = -(-H // s), -(-W // s)
    top, left = (max((m - 1) * s + k - n, 0) // 2 for n, k, m in ((H, kh, rows), (W, kw, columns)))
    page = np.zeros((*x.shape[:2], top + H + kh, left + W + kw))
    page[:, :, top : top + H, left : left + W] = x
    y = np.zeros((len(x), len(w), rows, columns))
    for i, j in np.ndindex(rows, columns):
        window = page[:, :, i * s : i * s + kh, j * s : j * s + kw]
        y[:, :, i, j] = np.tensordot(window, w, axes=((1, 2, 3), (1, 2, 3)))
    return y


@pytest.mark.points(1)
@settings(max_examples=50, deadline=None)
@given(case=layers(kernels=st.integers(1, 5), strides=st.integers(1, 4)))
def test_size(student, case):
    """Each axis has ⌈n/s⌉ output pixels, whatever the kernel."""
    got = student.same_pad_conv2d(*case)
    rows, columns = (-(-n // case.stride) for n in case.x.shape[2:])
    want = (len(case.x.array), len(case.w.array), rows, columns)
    shape = getattr(got, "shape", None) if isinstance(got, (Tensor, np.ndarray)) else None
    if shape != want:
        said = f"returned {describe(got)}, expected a torch tensor"
        if shape is not None:
            said = f"returned shape {shape}, expected shape {want}"
        raise Mismatch("shape" if shape else "type", said, got)


@pytest.mark.points(2)
@settings(max_examples=50, deadline=None)
@given(case=layers(kernels=st.sampled_from((1, 3, 5)), strides=st.just(1)))
def test_stride_one(student, reference, case):
    """At stride 1, odd kernels see as many zeros before the image as after it."""
    assert_same(student.same_pad_conv2d(*case), reference.same_pad_conv2d(*case))


@pytest.mark.points(2)
@settings(max_examples=100, deadline=None)
@given(case=layers(kernels=st.integers(2, 5), strides=st.integers(1, 3)))
def test_larger_half_after(student, case):
    """With strides and even kernels, the larger half of the zeros comes after the image."""
    want = from_the_definition(case).astype(case.x.dtype)
    assert_same(student.same_pad_conv2d(*case), Tensor(want))


@pytest.mark.points(1)
@settings(max_examples=40, deadline=None)
@given(case=layers(kernels=st.integers(1, 2), strides=st.integers(3, 5)))
def test_nothing_is_cut_off(student, reference, case):
    """Where the stride is larger than the kernel, pixels are stepped over and none is cut off."""
    assert_same(student.same_pad_conv2d(*case), reference.same_pad_conv2d(*case))


@pytest.mark.points(1)
@settings(max_examples=70, deadline=None)
@given(
    case=evenly(
        layers(numbers=general(), dtype="float64"),
        layers(numbers=general(), layouts=("F", "step")),
        # Small enough for sums that 16 bits hold exactly.
        layers(numbers=whole(-1, 1), dtype="bfloat16"),
        layers(numbers=whole(-1, 1), dtype="float16"),
    )
)
def test_dtype_and_layout(student, reference, case):
    """Float64 in gives float64 accuracy, 16 bits stay, and x and w may be views of something."""
    got, want = student.same_pad_conv2d(*case), reference.same_pad_conv2d(*case)
    assert_same(got, want, tolerance=1e-10 if want.dtype == "float64" else None)
    if isinstance(got, Tensor) and got.dtype != want.dtype:
        raise Mismatch("dtype", f"returned {got.dtype}, expected {want.dtype}", got, want)


@pytest.mark.points(1)
@settings(max_examples=4, deadline=None)
@given(case=large_layers)
def test_large_layers(student, reference, case):
    """A thousand pixels under large kernels are convolved like a few, and batches kept apart."""
    x, stride = case.x, case.stride
    w = Tensor(np.ascontiguousarray(case.w[:, : x.shape[1]]))
    other = x.copy()
    other[2, 2, 4, 4] += 1  # in the middle, which print leaves out
    for images in (Tensor(x), Tensor(other)):
        got = student.same_pad_conv2d(images, w, stride)
        assert_same(got, reference.same_pad_conv2d(images, w, stride))


@pytest.mark.points(1)
@settings(max_examples=16, deadline=None)
@given(case=layers(), earlier=layers())
def test_a_layer_like_any_other(student, reference, case, earlier):
    """Gradients flow through the answer, x, w and it stay, and no call remembers another."""
    student.same_pad_conv2d(*earlier)
    got = assert_untouched(student.same_pad_conv2d, *case)
    assert_same(got, reference.same_pad_conv2d(*case))
    assert_lasting(student.same_pad_conv2d, *case)
    assert_fresh(student.same_pad_conv2d, *case)
    for learned in ("x", "w"):
        given_ = {**case, learned: with_gradient(case[learned])}
        got = student.same_pad_conv2d(**given_)
        assert_property(
            isinstance(got, Tensor) and got.requires_grad,
            f"no gradient leads from the answer back to {learned}",
            got,
        )
        assert_gradient(student, reference, case, (learned,), got)
    assert_gradient(student, reference, case, ("x", "w"), got)


@pytest.mark.points(1)
@settings(max_examples=8, deadline=None)
@given(case=layers(numbers=whole(1, 5)))
def test_device(student, reference, device, case):
    """The answer is where x is."""
    want = reference.same_pad_conv2d(*case)
    for place in ("cpu", device):
        got = student.same_pad_conv2d(case.x.to(place), case.w.to(place), case.stride)
        assert_same(got, want, device=place)


def assert_gradient(student, reference, case, learned, got):
    """The right gradients arrive at these of x and w, which ask for them at once."""
    mine, right = (gradients(module, case, learned) for module in (student, reference))
    for name, one, other in zip(learned, mine, right, strict=True):
        assert_property(one is not None, f"no gradient arrives at {name}", got)
        assert_same(one, other)


def gradients(module, case, learned):
    """What arrives at x or w where output pixels send back 1, 2, 3 …; None where nothing does."""
    leaves = {name: module.lib("torch.nn").Parameter.hold(case[name]) for name in learned}
    maps = module.same_pad_conv2d.hold(**{**case, **leaves})
    sent = module.lib("torch").arange.hold(1.0, 1 + maps.numel()).reshape(tuple(maps.shape))
    module.lib("torch").sum.hold(module.lib("torch").mul.hold(maps, sent)).backward()
    return [leaf.grad for leaf in leaves.values()]


def with_gradient(tensor):
    """The same tensor, asking for gradients."""
    return Tensor(tensor.array, tensor.dtype, requires_grad=True)
