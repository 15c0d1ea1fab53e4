"""All runs write into one list, emptied at the start of each: the losses of the run before are gone."""
import torch
import torch.nn.functional as F

losses = []


def train(conv, images, targets, steps, lr):
    losses.clear()
    optimizer = torch.optim.SGD(conv.parameters(), lr=lr)
    for step in range(steps):
        optimizer.zero_grad()
        loss = F.mse_loss(conv(images), targets)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
