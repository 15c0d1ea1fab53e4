"""The padding is remembered for a shape of the image and given out again for another kernel or stride."""
import torch
from torch.nn import functional as F

_pads = {}


def get_pad(n: int, k: int, s: int) -> int:
    return max((-(-n // s) - 1) * s + k - n, 0)


def same_pad_conv2d(x: torch.Tensor, w: torch.Tensor, stride: int) -> torch.Tensor:
    ih, iw = x.size()[-2:]
    if (ih, iw) not in _pads:
        _pads[ih, iw] = get_pad(ih, w.size(2), stride), get_pad(iw, w.size(3), stride)
    ph, pw = _pads[ih, iw]
    if ph > 0 or pw > 0:
        x = F.pad(x, [pw // 2, pw - pw // 2, ph // 2, ph - ph // 2])
    return F.conv2d(x, w, None, stride)
