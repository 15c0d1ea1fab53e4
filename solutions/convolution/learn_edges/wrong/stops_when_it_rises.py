"""Training stops as soon as the loss rises; steps says how many there are, and a rise is a step like any other."""
import torch
import torch.nn.functional as F


def train(conv, images, targets, steps, lr):
    optimizer = torch.optim.SGD(conv.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        loss = F.mse_loss(conv(images), targets)
        if losses and loss.item() > losses[-1]:
            break
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
