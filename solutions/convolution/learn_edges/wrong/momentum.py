"""The optimiser has momentum, so from the second step on a part of the last step is added again."""
import torch
import torch.nn.functional as F


def train(conv, images, targets, steps, lr):
    optimizer = torch.optim.SGD(conv.parameters(), lr=lr, momentum=0.9)
    losses = []
    for step in range(steps):
        optimizer.zero_grad()
        loss = F.mse_loss(conv(images), targets)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
