"""Hidden checks of convolution/learn_edges.

Each layer is made in the worker and stays there. What a step must do to the weight is worked out
here once more in NumPy, by the formula and without autograd. Images are −1, 0 and 1, so that a
learning rate below 2/9 can't overshoot: nine squares are the most the loss can curve.
"""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.checks import (
    Mismatch,
    Numbers,
    Tensor,
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

SOBEL_X = np.array([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])
SOBEL = Tensor(np.stack([SOBEL_X, SOBEL_X.T])[:, None].astype("float32"))
RATES = st.sampled_from((0.125, 0.0625, 0.03125))
TOO_LARGE = st.sampled_from((1.0, 2.0, 4.0))
FAR_TOO_LARGE = 1e30
# Steps. The longest are taken where losses repeat themselves: a recording holds them in few bytes.
LONG, LONGEST = st.integers(25, 40), st.integers(61, 66)

weights = evenly(st.just(SOBEL), tensors((2, 1, 3, 3), whole(-2, 2)))


@st.composite
def runs(draw, *, steps, weight=weights, numbers=None, targets=None, dtype="float32", rates=RATES):
    """Case(weight, images, targets, steps, lr)."""
    batch, height, width = draw(st.integers(1, 3)), draw(st.integers(1, 5)), draw(st.integers(1, 5))
    return draw(
        cases(
            weight=weight,
            images=tensors((batch, 1, height, width), numbers or whole(-1, 1), dtype),
            targets=tensors((batch, 2, height, width), targets or whole(-3, 3), dtype),
            steps=steps,
            lr=rates,
        )
    )


@st.composite
def long_runs(draw, numbers, targets, many=LONG):
    """Case(weight, images, targets, steps, lr): many small images, many steps."""
    images, height, width = (
        draw(st.integers(129, 132)),
        draw(st.integers(1, 3)),
        draw(st.integers(1, 3)),
    )
    pixels = seeded_arrays((images, 1, height, width), numbers, "float32")
    wanted = seeded_arrays((images, 2, height, width), targets, "float32")
    return draw(
        cases(
            weight=st.just(SOBEL),
            images=pixels.map(Tensor),
            targets=wanted.map(Tensor),
            steps=many,
            lr=RATES,
        )
    )


@st.composite
def long_rises(draw):
    """Case(weight, images, targets, steps, lr): for many steps, the loss stays or rises.

    A single pixel of 1 is read by the middle weight alone, and each step makes its error 1 − lr
    times as large: −1 times or −2 times, which floats hold exactly.
    """
    rate = draw(st.sampled_from((2.0, 3.0)))
    return draw(
        cases(
            weight=st.just(SOBEL),
            images=tensors((1, 1, 1, 1), whole(1, 1)),
            targets=tensors((1, 2, 1, 1), whole(1, 3)),
            # More of the second kind, and no float32 holds the loss.
            steps=LONGEST if rate == 2 else st.integers(14, 18),
            lr=st.just(rate),
        )
    )


def layer(module, weight):
    """A Conv2d in the module's worker, with this weight."""
    # With its device and dtype said: a file may have changed what torch makes by default.
    conv = module.lib("torch.nn").Conv2d(1, 2, 3, padding=1, bias=False, device="cpu")
    conv.double() if weight.dtype == "float64" else conv.float()
    conv.load_state_dict({"weight": weight})
    return conv


def trained(module, case):
    """A new layer's losses and its weight after training."""
    conv = layer(module, case.weight)
    return module.train(conv, case.images, case.targets, case.steps, case.lr), conv.weight


def loss_and_step(case):
    """In NumPy: the loss at case.weight, and the weight one step further."""
    x, t = np.asarray(case.images, float), np.asarray(case.targets, float)
    w = np.asarray(case.weight, float)
    page = np.pad(x[:, 0], ((0, 0), (1, 1), (1, 1)))
    windows = np.lib.stride_tricks.sliding_window_view(page, (3, 3), axis=(1, 2))
    error = np.einsum("nijuv,ouv->noij", windows, w[:, 0]) - t
    gradient = 2 / error.size * np.einsum("noij,nijuv->ouv", error, windows)
    return float((error**2).mean()), w - case.lr * gradient[:, None]


def descent(case):
    """In NumPy: the loss before each step and after the last, and the weight after it."""
    losses = []
    for _ in range(case.steps):
        loss, after = loss_and_step(case)
        losses.append(loss)
        case = _from(case, Tensor(after))
    return [*losses, loss_and_step(case)[0]], np.asarray(case.weight)


def overshoots(case):
    """Whether some step makes the loss larger."""
    losses, _ = descent(case)
    return any(after > before for before, after in itertools.pairwise(losses))


@pytest.mark.points(2)
@settings(max_examples=50, deadline=None)
@given(case=runs(steps=st.just(1)))
def test_one_step(student, case):
    """One step moves the weight by lr against the gradient of the mean squared error."""
    _, after = loss_and_step(case)
    _, weight = trained(student, case)
    assert_same(weight, Tensor(after.astype("float32")))


@pytest.mark.points(2)
@settings(max_examples=60, deadline=None)
@given(case=runs(steps=st.integers(0, 4)))
def test_losses(student, reference, case):
    """There is one loss for each step, that of all images, taken before the update."""
    losses, weight = trained(student, case)
    want, moved = trained(reference, case)
    assert_same(losses, want)
    assert_same(weight, moved)


@pytest.mark.points(1)
@settings(max_examples=30, deadline=None)
@given(case=runs(steps=st.integers(2, 6), weight=st.just(SOBEL)))
def test_losses_fall(student, case):
    """Started at Sobel's stamps, the losses fall, and the last weight is better than the first."""
    losses, weight = trained(student, case)
    numbers = as_floats(losses, case.steps)
    start, after = loss_and_step(case)
    end, _ = loss_and_step(_from(case, weight))
    assert_same(numbers[0], start, tolerance=1e-5)
    drift = np.abs(after - case.weight.array).max()
    assert_property(drift < 0.01 or end < start, "the layer is no better than it was", weight)
    assert_property(
        all(b <= a + 1e-5 * start for a, b in itertools.pairwise([*numbers, end])),
        "a step made the loss larger",
        losses,
    )


@pytest.mark.points(1)
@settings(max_examples=40, deadline=None)
@given(
    case=evenly(
        runs(steps=st.integers(3, 4), rates=TOO_LARGE).filter(overshoots),
        # Nothing to learn: no weight moves, and the loss stays what it is.
        runs(steps=st.integers(3, 4), numbers=whole(0, 0)),
    )
)
def test_every_step_is_taken(student, case):
    """All steps are taken and report their own loss, also where it rises or stays the same."""
    losses, weight = trained(student, case)
    for step, loss in enumerate(as_floats(losses, case.steps)):
        _, before = trained(student, _from(case, case.weight, step))
        want, _ = loss_and_step(_from(case, before))
        said = f"the loss of step {step + 1} is reported as {loss:.6g}"
        said += f", but the weights that this step starts from give {want:.6g}"
        assert_property(abs(loss - want) <= 1e-4 * max(1, want), said, losses)
    _, wanted = descent(case)
    assert_same(weight, Tensor(wanted.astype("float32")))
    # At such a rate no float holds the losses; they are reported all the same.
    beyond = student.train(layer(student, case.weight), case.images, case.targets, 6, FAR_TOO_LARGE)
    as_floats(beyond, 6)


@pytest.mark.points(1)
@settings(max_examples=12, deadline=None)
@given(
    case=evenly(
        long_runs(whole(-1, 1), whole(-999, 999)),
        # All pull the same way: the longest steps that there are.
        long_runs(whole(0, 1), whole(0, 999)),
        # Nothing to learn, for long.
        long_runs(whole(0, 0), whole(-3, 3), LONGEST),
        long_rises(),
    )
)
def test_many_images_and_steps(student, reference, case):
    """All images count in every one of many steps, and all these steps go by the same rule."""
    losses, weight = trained(student, case)
    want, moved = trained(reference, case)
    # Rounding adds up over images and steps; the mistakes looked for here are far larger.
    assert_same(as_floats(losses, case.steps), want, tolerance=1e-4)
    assert_same(weight, moved, tolerance=1e-4)


@pytest.mark.points(1)
@settings(max_examples=20, deadline=None)
@given(case=runs(steps=st.integers(1, 2)), left=tensors((2, 1, 3, 3), whole(-5, 5)))
def test_left_gradients(student, reference, case, left):
    """Gradients that the caller left on the layer are cleared before the first step."""
    conv = layer(student, case.weight)
    # Put there: to go backward from a gradient, torch imports SymPy first.
    student.lib("builtins").setattr(conv.hold("weight"), "grad", left)
    losses = student.train(conv, case.images, case.targets, case.steps, case.lr)
    want, moved = trained(reference, case)
    assert_same(conv.weight, moved)
    assert_same(losses, want)


@pytest.mark.points(1)
@settings(max_examples=20, deadline=None)
@given(case=runs(steps=st.integers(1, 3)))
def test_same_parameter(student, reference, case):
    """The Parameter that the layer had is the one that changes, and it can be trained further."""
    conv = layer(student, case.weight)
    held = conv.hold("weight")
    data = [student.lib("torch").clone.hold(tensor) for tensor in (case.images, case.targets)]
    student.train(conv, *data, case.steps, case.lr)
    _, moved = trained(reference, case)
    assert_same(held.value(), moved)
    assert_same(conv.weight, moved)
    assert_property(conv.weight.requires_grad, "the weight no longer asks for gradients")
    # Those of an answer: the layer may ask for them and torch be told to record none.
    followed = conv(case.images).requires_grad
    assert_property(followed, "after the call torch records no gradients any more")
    for name, tensor in zip(("images", "targets"), data, strict=True):
        asks = f"after the call the {name} ask for gradients"
        assert_property(not tensor.requires_grad, asks)


@pytest.mark.points(1)
@settings(max_examples=20, deadline=None)
@given(case=runs(steps=st.integers(1, 3)), more=st.integers(1, 3))
def test_nothing_is_kept(student, reference, case, more):
    """Training can stop and go on: two calls do what one call with all their steps does."""
    one, wanted = layer(student, case.weight), layer(reference, case.weight)
    again = layer(student, case.weight)
    data = (case.images, case.targets)
    first = student.train(one, *data, case.steps, case.lr)
    second = student.train(one, *data, more, lr=case.lr)
    at_once = student.train(again, *data, steps=case.steps + more, lr=case.lr)
    want = reference.train(wanted, *data, case.steps + more, case.lr)
    assert_same(one.weight, wanted.weight)
    assert_same(again.weight, wanted.weight)
    assert_same(at_once, want)
    assert_same(as_floats(first, case.steps) + as_floats(second, more), want)
    # The same layer at another rate: an optimiser that was kept has the one from before.
    for module, conv in ((student, one), (reference, wanted)):
        module.train(conv, *data, 1, case.lr / 4)
    assert_same(one.weight, wanted.weight)


@pytest.mark.points(1)
@settings(max_examples=25, deadline=None)
@given(
    case=runs(
        steps=st.integers(1, 3),
        weight=tensors((2, 1, 3, 3), general(), "float64"),
        numbers=general(-1, 1),
        targets=Numbers(-3, 3, 1 / 999),
        dtype="float64",
    )
)
def test_float64(student, reference, case):
    """Layers and images of float64 are trained with float64 accuracy."""
    losses, weight = trained(student, case)
    want, moved = trained(reference, case)
    assert_same(weight, moved, tolerance=1e-10)
    assert_same(losses, want, tolerance=1e-10)


@pytest.mark.points(1)
@settings(max_examples=16, deadline=None)
@given(case=runs(steps=st.integers(1, 3)))
def test_plain_floats(student, reference, case):
    """Losses are plain numbers that stay, so do the images, and the same start runs the same."""
    conv, twin = layer(student, case.weight), layer(student, case.weight)
    losses = assert_untouched(
        student.train, conv, case.images, case.targets, steps=case.steps, lr=case.lr
    )
    wanted, _ = trained(reference, case)
    as_floats(losses, case.steps)
    assert_same(losses, wanted)
    for loss in losses:
        if isinstance(loss, Tensor):
            more = " that keeps its step's graph" if loss.requires_grad else ", expected a float"
            raise Mismatch("type", f"a loss is a tensor{more}", losses, wanted)
    again = student.train(twin, case.images, case.targets, case.steps, case.lr)
    assert_property(
        as_floats(again, case.steps) == as_floats(losses, case.steps)
        and np.array_equal(np.asarray(conv.weight), np.asarray(twin.weight)),
        "two runs from the same start differ",
    )
    assert_lasting(student.train, twin, case.images, case.targets, case.steps, case.lr)


@pytest.mark.points(1)
@settings(max_examples=8, deadline=None)
@given(case=runs(steps=st.integers(1, 2)))
def test_device(student, reference, device, case):
    """A layer is trained where it is, and stays there."""
    want, moved = trained(reference, case)
    for place in ("cpu", device):
        conv = layer(student, case.weight)
        conv.to(place)
        data = (case.images.to(place), case.targets.to(place))
        assert_same(student.train(conv, *data, case.steps, case.lr), want)
        assert_same(conv.weight, moved, device=place)


def as_floats(losses, steps):
    """Losses as floats, once they are known to be that many numbers."""
    try:
        array = np.asarray([float(np.asarray(loss)) for loss in losses])
    except (TypeError, ValueError):
        said = f"returned {describe(losses)}, expected a list of floats"
        if isinstance(losses, (list, tuple)):
            odd = next(loss for loss in losses if not isinstance(loss, float))
            said = f"a loss is {describe(odd)}, expected a float"
        raise Mismatch("type", said, losses) from None
    if len(array) != steps:
        said = f"steps is {steps}, and the number of losses is {len(array)}"
        raise Mismatch("shape", said, losses)
    return array.tolist()


def _from(case, weight, steps=None):
    """The same case, started at another weight, with another number of steps."""
    if not isinstance(weight, Tensor) or weight.shape != (2, 1, 3, 3):
        raise Mismatch("type", "the layer's weight is no tensor of shape (2, 1, 3, 3)", weight)
    steps = case.steps if steps is None else steps
    return type(case)(**{**case, "weight": weight, "steps": steps})
