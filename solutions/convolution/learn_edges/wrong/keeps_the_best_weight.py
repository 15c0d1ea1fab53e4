"""At the end the best weights of the run are put back; the layer keeps those of its last step, better or not."""
import torch
import torch.nn.functional as F


def train(conv, images, targets, steps, lr):
    optimizer = torch.optim.SGD(conv.parameters(), lr=lr)
    losses, best, kept = [], float("inf"), conv.weight.detach().clone()
    for _ in range(steps):
        optimizer.zero_grad()
        loss = F.mse_loss(conv(images), targets)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        with torch.no_grad():
            now = F.mse_loss(conv(images), targets).item()
        if now <= best:
            best, kept = now, conv.weight.detach().clone()
    with torch.no_grad():
        conv.weight.copy_(kept)
    return losses
