"""Nothing is padded: that is VALID, and the output is smaller."""
import torch.nn.functional as F


def same_pad_conv2d(x, w, stride):
    return F.conv2d(x, w, stride=stride)
