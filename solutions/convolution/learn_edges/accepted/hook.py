"""A hook on the weight turns each gradient into the step that is taken afterwards."""

import torch
from torch import nn


def train(
    conv: nn.Conv2d, images: torch.Tensor, targets: torch.Tensor, steps: int, lr: float
) -> list[float]:
    moves: list[torch.Tensor] = []
    hook = conv.weight.register_hook(lambda gradient: moves.append(-lr * gradient))
    losses = []
    for _ in range(steps):
        loss = (conv(images) - targets).square().mean()
        loss.backward()
        conv.weight.grad = None
        with torch.no_grad():
            conv.weight.add_(moves.pop())
        losses.append(loss.item())
    hook.remove()
    return losses
