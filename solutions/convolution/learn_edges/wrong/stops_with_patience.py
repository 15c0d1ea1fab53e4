"""Training stops once the loss has hardly fallen for ten steps; steps says how many there are."""
import torch
from torch.nn import functional as F


def train(conv, images, targets, steps, lr):
    losses = []
    for _ in range(steps):
        conv.zero_grad()
        loss = F.mse_loss(conv(images), targets)
        loss.backward()
        with torch.no_grad():
            conv.weight -= lr * conv.weight.grad
        losses.append(loss.item())
        if len(losses) > 10 and losses[-10] - losses[-1] < 1e-4:
            break
    return losses
