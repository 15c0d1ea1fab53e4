"""The gradient is cleared after each step but not before the first, so what the caller left on the layer moves the weight."""
import torch
import torch.nn.functional as F


def train(conv, images, targets, steps, lr):
    optimizer = torch.optim.SGD(conv.parameters(), lr=lr)
    losses = []
    for step in range(steps):
        loss = F.mse_loss(conv(images), targets)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        losses.append(loss.item())
    return losses
