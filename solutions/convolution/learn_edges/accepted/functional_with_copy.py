"""Works on a detached weight with F.conv2d and writes it back into the parameter; NumPy scalars as losses."""
import torch
from torch.nn import functional as F


def train(conv, images, targets, steps, lr):
    w = conv.weight.detach().clone()
    losses = []
    for _ in range(steps):
        w.requires_grad_(True)
        loss = F.mse_loss(F.conv2d(images, w, padding=1), targets, reduction="sum") / targets.numel()
        (g,) = torch.autograd.grad(loss, [w])
        w = w.detach() - lr * g
        losses.append(loss.detach().cpu().numpy()[()])
    with torch.no_grad():
        conv.weight.copy_(w)
    return losses
