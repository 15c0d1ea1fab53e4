"""Training ends once the loss is 0: steps that are asked for are left out, and so are their losses."""
import torch
from torch import nn


def train(conv, images, targets, steps, lr):
    losses = []
    for _ in range(steps):
        conv.zero_grad()
        loss = nn.functional.mse_loss(conv(images), targets)
        loss.backward()
        with torch.no_grad():
            conv.weight -= lr * conv.weight.grad
        losses.append(loss.item())
        if losses[-1] == 0:
            break
    return losses
