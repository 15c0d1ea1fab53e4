"""The squared errors are summed: the loss is their mean."""
import torch
import torch.nn.functional as F


def train(conv, images, targets, steps, lr):
    optimizer = torch.optim.SGD(conv.parameters(), lr=lr)
    losses = []
    for step in range(steps):
        optimizer.zero_grad()
        loss = F.mse_loss(conv(images), targets, reduction='sum')
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
