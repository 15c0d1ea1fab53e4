"""The two cases of TensorFlow's manual: sizes that divide and sizes that don't."""
import torch
import torch.nn as nn


def along(n, k, s):
    if n % s == 0:
        total = max(k - s, 0)
    else:
        total = max(k - n % s, 0)
    before = total // 2
    return before, total - before


def same_pad_conv2d(x, w, stride):
    top, bottom = along(x.shape[2], w.shape[2], stride)
    left, right = along(x.shape[3], w.shape[3], stride)
    print("padding", top, bottom, left, right)
    padded = nn.ZeroPad2d((left, right, top, bottom))(x)
    return torch.conv2d(padded, w, stride=(stride, stride))


if __name__ == "__main__":
    print(same_pad_conv2d(torch.ones(1, 1, 4, 4), torch.ones(1, 1, 3, 3), 2))
