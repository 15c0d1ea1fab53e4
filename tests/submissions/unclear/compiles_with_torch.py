"""Has torch compile the function, which takes a compiler of C++."""
# exercise: convolution/sobel_conv2d
# says: InductorError: your code starts a compiler, which isn't possible while being graded
import torch
from torch import nn

V = [[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]]


def make_sobel():
    conv = nn.Conv2d(1, 2, 3, padding=1, bias=False)
    v = torch.tensor(V)
    with torch.no_grad():
        conv.weight.copy_(torch.stack([v, v.T])[:, None])
    return conv


@torch.compile
def edge_maps(image):
    return make_sobel().to(image)(image[None, None])[0] * 2 / 2
