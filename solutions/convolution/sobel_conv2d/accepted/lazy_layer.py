"""A lazy layer, which has no weight until it sees an image; anomalies are looked for, as somebody left it."""
import torch
from torch import nn

torch.autograd.set_detect_anomaly(True)


def make_sobel():
    conv = nn.Conv2d(1, 2, kernel_size=3, padding=1, bias=False)
    stamp = torch.tensor([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    with torch.no_grad():
        conv.weight.copy_(torch.stack([stamp, stamp.T])[:, None])
    return conv


def edge_maps(image):
    conv = nn.LazyConv2d(2, 3, padding=1, bias=False).to(image.device, image.dtype)
    page = image.reshape(1, 1, *image.shape)
    conv(page)
    conv.load_state_dict(make_sobel().state_dict())
    return conv(page).squeeze(0)
