"""Training stops as soon as the loss stays the same; steps says how many there are."""
import torch
import torch.nn.functional as F


def train(conv, images, targets, steps, lr):
    optimizer = torch.optim.SGD(conv.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        loss = F.mse_loss(conv(images), targets)
        losses.append(loss.item())
        if len(losses) > 1 and abs(losses[-1] - losses[-2]) < 1e-6:
            break
        loss.backward()
        optimizer.step()
    return losses
