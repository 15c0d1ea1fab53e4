"""Gradients are switched off for the update and never switched on again: torch.no_grad() as a block ends by itself."""
import torch
from torch.nn import functional as F


def train(conv, images, targets, steps, lr):
    losses = []
    for _ in range(steps):
        torch.set_grad_enabled(True)
        conv.zero_grad()
        loss = F.mse_loss(conv(images), targets)
        loss.backward()
        torch.set_grad_enabled(False)
        conv.weight -= lr * conv.weight.grad
        losses.append(loss.item())
    return losses
