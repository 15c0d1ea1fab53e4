"""The padding of the last call is kept and used again for an image of the same size, whatever the kernel and the stride."""
import torch
from torch.nn import functional as F

_last = {}


def get_pad(n: int, k: int, s: int) -> int:
    return max((-(-n // s) - 1) * s + k - n, 0)


def same_pad_conv2d(x: torch.Tensor, w: torch.Tensor, stride: int) -> torch.Tensor:
    ih, iw = x.size()[-2:]
    if _last.get('size') != (ih, iw):
        _last['size'] = (ih, iw)
        _last['pads'] = get_pad(ih, w.size(2), stride), get_pad(iw, w.size(3), stride)
    ph, pw = _last['pads']
    if ph > 0 or pw > 0:
        x = F.pad(x, [pw // 2, pw - pw // 2, ph // 2, ph - ph // 2])
    return F.conv2d(x, w, None, stride)
