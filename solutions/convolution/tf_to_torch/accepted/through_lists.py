"""Through lists of numbers, and back to where the weights are."""
import torch


def tf_to_torch(w):
    kh, kw, channels, filters = w.shape
    v = w.tolist()
    rows = [[[[v[a][b][c][d] for b in range(kw)] for a in range(kh)] for c in range(channels)] for d in range(filters)]
    return torch.tensor(rows, dtype=w.dtype, device=w.device)


def tf_depthwise_to_torch(w):
    kh, kw, channels, mult = w.shape
    v = w.tolist()
    rows = [[[[v[a][b][c][d] for b in range(kw)] for a in range(kh)]] for c in range(channels) for d in range(mult)]
    return torch.tensor(rows, dtype=w.dtype, device=w.device)


def tf_dense_to_torch(w, feature_shape):
    H, W, C = feature_shape
    v = w.tolist()
    rows = [[v[(y * W + x) * C + c][k] for c in range(C) for y in range(H) for x in range(W)] for k in range(w.shape[1])]
    return torch.tensor(rows, dtype=w.dtype, device=w.device)
