"""Training ends where the loss is no finite number any more, and the list is too short."""
import math

import torch
import torch.nn.functional as F


def train(conv, images, targets, steps, lr):
    losses = []
    for _ in range(steps):
        loss = F.mse_loss(conv(images), targets)
        (gradient,) = torch.autograd.grad(loss, conv.weight)
        if not math.isfinite(loss.item()):
            break
        with torch.no_grad():
            conv.weight -= lr * gradient
        losses.append(loss.item())
    return losses
