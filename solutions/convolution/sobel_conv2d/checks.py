"""Hidden checks of convolution/sobel_conv2d."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import ndimage

from grader.checks import (
    Handle,
    Mismatch,
    Numbers,
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

# Whatever takes numbers out of a tensor.
OUT = (
    *("item", "tolist", "numpy", "__array__"),
    *("__float__", "__int__", "__bool__", "__complex__", "__index__"),
)
# More than there are numbers in both stamps, and fewer than there are in an image.
FEW = 25
LAYOUTS = ("C", "F", "step")
HALVES = Numbers(-4, 4, 0.5)
# A power of two: all digits of a pixel stay what they are.
FAINT = 2.0**-40
side = st.integers(1, 6)
images = tensors((side, side), layouts=LAYOUTS)
batches = tensors((st.integers(1, 3), 1, side, side), layouts=LAYOUTS)


def layer(module):
    """What make_sobel returns, once it is known to be a Conv2d."""
    conv = module.make_sobel()
    if not (isinstance(conv, Handle) and conv.is_a("torch.nn.modules.conv.Conv2d")):
        raise Mismatch("type", f"make_sobel returned {describe(conv)}, expected an nn.Conv2d", conv)
    return conv


@pytest.mark.points(2)
def test_layer_and_stamps(student, reference):
    """make_sobel: the layer is a Conv2d(1, 2) without bias, with both stamps."""
    conv, wanted = layer(student), layer(reference)
    assert_same((conv.in_channels, conv.out_channels), (1, 2))
    assert_same(tuple(conv.kernel_size), (3, 3))
    assert_property(conv.bias is None, "the layer has a bias: it should be made without", conv.bias)
    assert_same(conv.weight, wanted.weight)


@pytest.mark.points(1)
@settings(max_examples=12)
@given(case=cases(x=batches, weight=tensors((2, 1, 3, 3))))
def test_weights_train(student, reference, case):
    """make_sobel: the stamps can be trained, and the layer computes with them."""
    conv, wanted = layer(student), layer(reference)
    names = list(conv.state_dict())
    assert_property(
        names == ["weight"], f"the layer's state is {names}: it should be its weight", names
    )
    parameters = list(conv.parameters())
    assert_property(
        len(parameters) == 1 and parameters[0].requires_grad,
        "the weight does not ask for gradients as a parameter of the layer",
        parameters,
    )
    assert_property(
        conv(case.x).requires_grad, "no gradient leads from the maps back to the weight"
    )
    for trained in (conv, wanted):
        trained.load_state_dict({"weight": case.weight})
    maps = wanted(case.x)
    assert_same(conv(case.x), maps)
    mine, right = gradient(student, conv, case.x, maps), gradient(reference, wanted, case.x, maps)
    assert_property(mine is not None, "no gradient arrives at the weight")
    assert_same(mine, right)


@pytest.mark.points(1)
@settings(max_examples=30)
@given(x=batches)
def test_batches(student, reference, x):
    """make_sobel: each image of a batch gets maps of its own."""
    assert_same(layer(student)(x), layer(reference)(x))


@pytest.mark.points(1)
@settings(max_examples=30)
@given(image=tensors((st.integers(3, 7), st.integers(3, 7)), layouts=LAYOUTS))
def test_scipy_agrees_inside(student, image):
    """edge_maps: away from the border, SciPy's Sobel gives the same maps."""
    got = student.edge_maps(image)
    want = by_scipy(image, "reflect")
    if isinstance(got, (Tensor, np.ndarray)) and got.shape == want.shape:
        border = np.ones(want.shape, bool)
        border[:, 1:-1, 1:-1] = False
        filled = np.where(border, np.asarray(got), want)
        if _agree(got, filled):
            return
        want = by_scipy(image, "constant")
    assert_same(got, Tensor(want))


def _agree(got, want):
    try:
        assert_same(got, Tensor(want))
    except Mismatch:
        return False
    return True


@pytest.mark.points(1)
@settings(max_examples=40)
@given(image=images)
def test_zeros_at_the_border(student, image):
    """edge_maps: at the border the image goes on with zeros."""
    assert_same(student.edge_maps(image), Tensor(by_scipy(image, "constant")))


@pytest.mark.points(1)
@settings(max_examples=50)
@given(
    image=evenly(
        tensors((side, side), general(), "float64"),
        tensors((1, st.integers(2, 6)), general(), "float64"),
        tensors((side, side), general(), "float32"),
        tensors((side, side), whole(-9999, 9999)),
        tensors((side, side), HALVES, "float16"),
        tensors((side, side), HALVES, "bfloat16"),
    )
)
def test_dtype_follows_the_image(student, reference, image):
    """edge_maps: the maps have the image's dtype and accuracy; make_sobel's layer stays float32."""
    got, want = student.edge_maps(image), reference.edge_maps(image)
    assert_same(got, want, tolerance=1e-10 if image.dtype == "float64" else None)
    if not isinstance(got, Tensor) or got.dtype != want.dtype:
        raise Mismatch("dtype", f"expected a {want.dtype} tensor, as the image is", got, want)
    if image.dtype == "float64":
        faint = Tensor(FAINT * image.array)
        got, want = student.edge_maps(faint), reference.edge_maps(faint)
        assert_same(got, want, tolerance=1e-10 * FAINT)
    # What torch makes by default may follow the image on the way, and not from then on.
    later = layer(student).weight
    dtype = getattr(later, "dtype", "float32")
    said = f"after a call of edge_maps the weight of make_sobel's layer is {dtype}"
    assert_property(dtype == "float32", said, later)


@pytest.mark.points(1)
@settings(max_examples=4)
@given(pixels=seeded_arrays((33, st.integers(32, 34)), dtype="float32"))
def test_large_images(student, reference, pixels):
    """edge_maps: images of a thousand pixels have maps like small ones, and two are kept apart."""
    other = pixels.copy()
    other[16, 16] += 1  # in the middle, which print leaves out
    for image in (Tensor(pixels), Tensor(other)):
        assert_same(student.edge_maps(image), reference.edge_maps(image))


@pytest.mark.points(1)
@settings(max_examples=10)
@given(image=images, weight=tensors((2, 1, 3, 3)))
def test_layers_share_nothing(student, reference, image, weight):
    """Layers share nothing, images stay as they were, and maps stay as they are."""
    layer(student).load_state_dict({"weight": weight}, strict=False)
    assert_same(layer(student).weight, layer(reference).weight)
    assert_same(assert_untouched(student.edge_maps, image), reference.edge_maps(image))
    # What torch makes by default, and whether it records gradients, is not edge_maps' to change.
    later = layer(student)
    assert_same(later.weight, layer(reference).weight)
    recorded = student.lib("torch").is_grad_enabled()
    assert_property(recorded, "after a call of edge_maps torch records no gradients any more")
    assert_lasting(student.edge_maps, image, then=[student.make_sobel])
    assert_fresh(student.edge_maps, image)


@pytest.mark.points(1)
@settings(max_examples=8)
@given(image=tensors((st.integers(5, 7), st.integers(5, 7))))
def test_pixels_stay_together(student, reference, image):
    """edge_maps: no pixel is taken out of its tensor by itself."""
    seen = student.edge_maps.observe(image)
    assert_same(seen.value, reference.edge_maps(image))
    numbers = sum(seen.calls.get(f"torch.Tensor.{name}", 0) for name in OUT)
    assert_property(numbers < FEW, "pixels are taken out one by one: on a GPU each one is a wait")


@pytest.mark.points(1)
@settings(max_examples=8)
@given(image=images, x=batches)
def test_device(student, reference, device, image, x):
    """The maps and the layer are where the image is."""
    want = reference.edge_maps(image)
    assert_same(student.edge_maps(image), want)
    assert_same(student.edge_maps(image.to(device)), want, device=device)
    conv = layer(student)
    place = getattr(conv.weight, "device", "cpu")
    said = f"after a call of edge_maps make_sobel's layer is on {place}"
    assert_property(place == "cpu", said, conv.weight)
    conv.to(device)
    assert_same(conv(x.to(device)), layer(reference)(x), device=device)


def gradient(module, conv, x, sent):
    """What arrives at the layer's weight where its maps of x send this back; None where nothing."""
    maps = module.lib("operator").call.hold(conv, x)
    # A number's backward: that of a tensor, which takes what is sent back, imports SymPy first.
    module.lib("torch").sum.hold(module.lib("torch").mul.hold(maps, sent)).backward()
    return conv.hold("weight").grad


def by_scipy(image, mode):
    """Both maps, (2, H, W), as SciPy computes them; mode says how the image goes on."""
    return np.stack([ndimage.sobel(image.array, axis=axis, mode=mode) for axis in (1, 0)])
