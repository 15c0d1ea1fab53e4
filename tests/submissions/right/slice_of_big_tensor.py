"""The answer is a slice of a far larger tensor."""
# exercise: convolution/sobel_conv2d
import torch
from torch import nn

V = [[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]]


def make_sobel():
    conv = nn.Conv2d(1, 2, 3, padding=1, bias=False, dtype=torch.float32, device="cpu")
    v = torch.tensor(V, dtype=torch.float32, device="cpu")
    with torch.no_grad():
        conv.weight.copy_(torch.stack([v, v.T])[:, None])
    return conv


def edge_maps(image):
    y = make_sobel().to(image)(image[None, None])[0]
    return _put(y)


def _put(y):
    canvas = torch.zeros(2, 256, 256, dtype=y.dtype, device=y.device)
    canvas = canvas.index_put((torch.arange(2)[:, None, None], torch.arange(y.shape[1])[:, None], torch.arange(y.shape[2])), y)
    return canvas[:, : y.shape[1], : y.shape[2]]
