"""There is one loss too many: the one after the last update belongs to no step."""
import torch
import torch.nn.functional as F


def train(conv, images, targets, steps, lr):
    optimizer = torch.optim.SGD(conv.parameters(), lr=lr)
    losses = []
    for step in range(steps):
        optimizer.zero_grad()
        loss = F.mse_loss(conv(images), targets)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    losses.append(F.mse_loss(conv(images), targets).item())
    return losses
