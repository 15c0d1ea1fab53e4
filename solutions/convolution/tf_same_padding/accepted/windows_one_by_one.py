"""No convolution called at all: one einsum per window."""
import torch


def same_pad_conv2d(x, w, stride):
    B, C, H, W = x.shape
    kh, kw = w.shape[2:]
    rows, cols = range(0, H, stride), range(0, W, stride)
    ph, pw = max(rows[-1] + kh - H, 0), max(cols[-1] + kw - W, 0)
    zeros = lambda *size: torch.zeros(*size, dtype=x.dtype, device=x.device)
    x = torch.cat([zeros(B, C, ph // 2, W), x, zeros(B, C, ph - ph // 2, W)], dim=2)
    x = torch.cat([zeros(B, C, H + ph, pw // 2), x, zeros(B, C, H + ph, pw - pw // 2)], dim=3)
    return torch.stack([
        torch.stack([torch.einsum("bcuv,ocuv->bo", x[:, :, i:i + kh, j:j + kw], w) for j in cols], -1)
        for i in rows
    ], -2)
