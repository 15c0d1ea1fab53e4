"""The gradient is cut to length 1 before the step, so long steps come out too short."""
import torch
import torch.nn.functional as F


def train(conv, images, targets, steps, lr):
    optimizer = torch.optim.SGD(conv.parameters(), lr=lr)
    losses = []
    for step in range(steps):
        optimizer.zero_grad()
        loss = F.mse_loss(conv(images), targets)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(conv.parameters(), 1.0)
        optimizer.step()
        losses.append(loss.item())
    return losses
