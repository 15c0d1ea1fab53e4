import torch
import torch.nn.functional as F

SOBEL = [[[[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]],
         [[[-1, -2, -1], [0, 0, 0], [1, 2, 1]]]]


def make_sobel():
    layer = torch.nn.Conv2d(in_channels=1, out_channels=2, kernel_size=3, stride=1,
                            padding=1, bias=False)
    layer.weight.data = torch.tensor(SOBEL, dtype=torch.float32)
    return layer


def edge_maps(image):
    # an unbatched (1, H, W) input is fine too
    w = image.new_tensor(SOBEL)
    return F.conv2d(image[None], w, padding=1)
