"""The gradient is cleared between backward() and the step, so the step has nothing to go by.

Evidence: zero_grad
Evidence: .step(
"""
import torch
import torch.nn.functional as F


def train(conv, images, targets, steps, lr):
    optimizer = torch.optim.SGD(conv.parameters(), lr=lr)
    losses = []
    for step in range(steps):
        loss = F.mse_loss(conv(images), targets)
        loss.backward()
        optimizer.zero_grad(set_to_none=False)
        optimizer.step()
        losses.append(loss.item())
    return losses
