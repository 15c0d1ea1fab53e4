"""The list of losses is made once, as a default value is: the second call goes on with the first one's losses."""
import torch
import torch.nn.functional as F


def train(conv, images, targets, steps, lr, losses=[]):
    optimizer = torch.optim.SGD(conv.parameters(), lr=lr)
    for step in range(steps):
        optimizer.zero_grad()
        loss = F.mse_loss(conv(images), targets)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
