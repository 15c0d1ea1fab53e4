"""The references against libraries that nobody here wrote: torch and SciPy, float32 and float64."""

from __future__ import annotations

import runpy
from pathlib import Path

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from scipy import ndimage

SOLUTIONS = Path(__file__).resolve().parent.parent / "solutions"
DTYPES = ("float32", "float64")


def reference(exercise: str) -> dict:
    return runpy.run_path(str(SOLUTIONS / exercise / "solution.py"))


@pytest.fixture
def random():
    return np.random.default_rng(7)


def near(got, want, dtype="float64"):
    exact = 1e-4 if dtype == "float32" else 1e-10
    np.testing.assert_allclose(np.asarray(got), np.asarray(want), rtol=0, atol=exact * 50)


def shapes(random, count):
    """Rectangular images and kernels, strides and paddings that don't divide."""
    for _ in range(count):
        kh, kw = random.integers(1, 4, 2)
        stride, padding = int(random.integers(1, 4)), int(random.integers(0, 3))
        yield (*(int(n) for n in random.integers(4, 9, 2)), int(kh), int(kw), stride, padding)


@pytest.mark.parametrize("dtype", DTYPES)
def test_plain_convolution_is_torchs(random, dtype):
    """conv2d with stride and padding, and the four loops, against F.conv2d."""
    conv2d = reference("convolution/padded_strided_conv")["conv2d"]
    naive = reference("convolution/naive_conv")["conv2d_naive"]
    for h, w, kh, kw, stride, padding in shapes(random, 30):
        x = random.normal(size=(h, w)).astype(dtype)
        k = random.normal(size=(kh, kw)).astype(dtype)
        tx, tk = torch.from_numpy(x)[None, None], torch.from_numpy(k)[None, None]
        near(conv2d(x, k, stride, padding), F.conv2d(tx, tk, None, stride, padding)[0, 0], dtype)
        near(naive(x.tolist(), k.tolist()), F.conv2d(tx, tk)[0, 0], dtype)


@pytest.mark.parametrize("dtype", DTYPES)
def test_filter_banks_are_torchs(random, dtype):
    """einsum, im2col and the matrix product, with and without a bias."""
    multichannel = reference("convolution/multichannel_einsum")["conv2d_multichannel"]
    columns = reference("convolution/im2col")
    for h, w, kh, kw, stride, padding in shapes(random, 20):
        x = random.normal(size=(2, 3, h, w)).astype(dtype)
        k = random.normal(size=(4, 3, kh, kw)).astype(dtype)
        b = random.normal(size=4).astype(dtype)
        tx, tk, tb = map(torch.from_numpy, (x, k, b))
        near(multichannel(x, k, b), F.conv2d(tx, tk, tb), dtype)
        near(multichannel(x, k), F.conv2d(tx, tk), dtype)
        unfolded = F.unfold(tx, (kh, kw), padding=padding, stride=stride)
        near(columns["im2col"](x, (kh, kw), stride, padding), unfolded, dtype)
        made = columns["conv2d_gemm"](x, k, b, stride, padding)
        near(made, F.conv2d(tx, tk, tb, stride, padding), dtype)


def test_output_size_is_the_length_torch_makes(random):
    output_size = reference("convolution/output_size")["output_size"]
    for h, _, kh, _, stride, padding in shapes(random, 60):
        made = F.conv1d(torch.zeros(1, 1, h), torch.zeros(1, 1, kh), None, stride, padding)
        assert output_size(h, kh, stride, padding) == made.shape[-1]


@pytest.mark.parametrize("dtype", DTYPES)
def test_sobel_is_scipys_inside_and_zero_padded_at_the_border(random, dtype):
    edge_maps = reference("convolution/sobel_conv2d")["edge_maps"]
    image = random.normal(size=(7, 9)).astype(dtype)
    maps = edge_maps(torch.from_numpy(image)).detach().numpy()
    for channel, axis in enumerate((1, 0)):
        near(maps[channel][1:-1, 1:-1], ndimage.sobel(image, axis=axis)[1:-1, 1:-1], dtype)
        near(maps[channel], ndimage.sobel(image, axis=axis, mode="constant"), dtype)


def test_the_gallery_blurs_like_scipy(random):
    gallery = reference("convolution/filter_gallery")
    image = random.normal(size=(8, 9))
    blurred = ndimage.correlate(image, gallery["box_blur"]())
    near(blurred, ndimage.uniform_filter(image, 3))
    near(ndimage.correlate(image, gallery["sharpen"]()), 2 * image - blurred)
    near(ndimage.correlate(image, gallery["sobel_x"]()), ndimage.sobel(image, axis=1))
    near(ndimage.correlate(image, gallery["sobel_y"]()), ndimage.sobel(image, axis=0))


def test_the_backward_pass_is_autograds(random):
    backward = reference("convolution/conv_backward")["conv2d_backward"]
    for h, w, kh, kw, stride, padding in shapes(random, 20):
        x, k = random.normal(size=(2, 3, h, w)), random.normal(size=(4, 3, kh, kw))
        tx, tk = (torch.from_numpy(a).requires_grad_() for a in (x, k))
        tb = torch.zeros(4, dtype=torch.float64, requires_grad=True)
        y = F.conv2d(tx, tk, tb, stride, padding)
        dy = random.normal(size=tuple(y.shape))
        y.backward(torch.from_numpy(dy))
        for mine, theirs in zip(backward(dy, x, k, stride, padding), (tx, tk, tb), strict=True):
            near(mine, theirs.grad)


def test_the_dense_matrix_convolves(random):
    dense_matrix = reference("convolution/conv_as_dense")["dense_matrix"]
    x, k = random.normal(size=(5, 7)), random.normal(size=(2, 3))
    whole = ndimage.correlate(x, k, mode="constant", origin=(-1, 0))
    near(dense_matrix(k, x.shape) @ x.ravel(), whole[:4, 1:6].ravel())


def test_parameter_counts_are_torchs():
    counts = reference("convolution/parameter_count")
    layer = torch.nn.Conv2d(3, 16, 3)
    assert counts["conv_parameters"](3, 16, 3) == sum(p.numel() for p in layer.parameters()) == 448
    dense = torch.nn.Linear(12, 7)
    assert counts["dense_parameters"](12, 7) == sum(p.numel() for p in dense.parameters())


def test_the_receptive_field_is_where_gradients_reach():
    """One output pixel's gradient touches as many input pixels as the formula says."""
    receptive_field = reference("convolution/receptive_field")["receptive_field"]
    for layers in ([(3, 1), (3, 1)], [(3, 2), (5, 1)], [(3, 1, 2), (2, 2), (3, 1, 3)]):
        x = torch.zeros(1, 1, 200, requires_grad=True)
        y = x
        for kernel, stride, *dilation in layers:
            ones = torch.ones(1, 1, kernel)
            y = F.conv1d(y, ones, None, stride, 0, *dilation)
        y[0, 0, y.shape[-1] // 2].backward()
        touched = torch.nonzero(x.grad[0, 0]).ravel()
        assert receptive_field(layers) == int(touched[-1] - touched[0]) + 1


@pytest.mark.parametrize("dtype", DTYPES)
def test_pooling_is_torchs(random, dtype):
    """Overlapping windows, padding and negative images."""
    biggest = reference("pooling/max_pool2d")["max_pool2d"]
    mean = reference("pooling/avg_pool2d")["avg_pool2d"]
    everywhere = reference("pooling/global_avg_pool2d")["global_avg_pool2d"]
    x = (random.normal(size=(2, 3, 7, 9)) - 3).astype(dtype)
    tx = torch.from_numpy(x)
    near(everywhere(x), tx.mean((2, 3)), dtype)
    for size, stride, padding in ((2, None, 0), (3, 2, 1), (3, 1, 1), (4, 3, 2)):
        near(biggest(x, size, stride, padding), F.max_pool2d(tx, size, stride, padding), dtype)
        for counted in (True, False):
            theirs = F.avg_pool2d(tx, size, stride, padding, count_include_pad=counted)
            near(mean(x, size, stride, padding, counted), theirs, dtype)


def test_the_backward_pass_of_pooling_is_autograds(random):
    backward = reference("pooling/max_pool2d_backward")["max_pool2d_backward"]
    x = random.permutation(2 * 3 * 7 * 8).reshape(2, 3, 7, 8).astype(float)
    for size, stride in ((2, None), (3, 2), (3, 1)):
        tx = torch.from_numpy(x).requires_grad_()
        y = F.max_pool2d(tx, size, stride)
        dy = random.normal(size=tuple(y.shape))
        y.backward(torch.from_numpy(dy))
        near(backward(dy, x, size, stride), tx.grad)
