"""More than sixty steps are not taken: steps says how many there are."""
import torch
from torch.nn import functional as F


def train(conv, images, targets, steps, lr):
    losses = []
    opt = torch.optim.SGD(conv.parameters(), lr=lr)
    for _ in range(min(steps, 60)):
        opt.zero_grad()
        loss = F.mse_loss(conv(images), targets)
        loss.backward()
        opt.step()
        losses.append(loss.item())
    return losses
