"""A new layer with random weights is trained in place of the one that was passed in."""
import torch
import torch.nn.functional as F


def train(conv, images, targets, steps, lr):
    conv = torch.nn.Conv2d(1, 2, 3, padding=1, bias=False)
    optimizer = torch.optim.SGD(conv.parameters(), lr=lr)
    losses = []
    for step in range(steps):
        optimizer.zero_grad()
        loss = F.mse_loss(conv(images), targets)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
