"""Training stops as soon as the loss is small; steps says how many there are."""
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
        if losses[-1] < 2:
            break
    return losses
