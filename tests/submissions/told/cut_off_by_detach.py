"""The answer is cut off from its arguments by detach()."""
import torch.nn.functional as F


def same_pad_conv2d(x, w, stride):
    (H, W), (kh, kw) = x.shape[-2:], w.shape[-2:]
    ph = max((-(-H // stride) - 1) * stride + kh - H, 0)
    pw = max((-(-W // stride) - 1) * stride + kw - W, 0)
    x = F.pad(x, (pw // 2, pw - pw // 2, ph // 2, ph - ph // 2))
    return F.conv2d(x, w, stride=stride).detach()
