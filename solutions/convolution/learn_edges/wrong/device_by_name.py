"""The layer is moved to "cuda", which not every machine has, and away from where the caller left it."""
import torch
import torch.nn.functional as F


def train(conv, images, targets, steps, lr):
    conv.to("cuda")
    images, targets = images.to("cuda"), targets.to("cuda")
    optimizer = torch.optim.SGD(conv.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        loss = F.mse_loss(conv(images), targets)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
