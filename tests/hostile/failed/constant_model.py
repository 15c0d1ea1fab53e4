"""The layer is replaced by an object that answers with a constant."""
# exercise: convolution/sobel_conv2d
# also: error

import torch


class Conv2d:
    __module__ = "torch.nn.modules.conv"
    in_channels, out_channels, bias = 1, 2, None
    weight = torch.zeros(2, 1, 3, 3, requires_grad=True)

    def __call__(self, x):
        return torch.zeros(len(x), 2, *x.shape[2:], requires_grad=True)

    def state_dict(self):
        return {"weight": self.weight}

    def load_state_dict(self, state, strict=True):
        pass

    def parameters(self):
        return [self.weight]


def make_sobel():
    return Conv2d()


def edge_maps(image):
    return torch.zeros(2, *image.shape, dtype=image.dtype)
