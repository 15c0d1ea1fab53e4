"""The weights are set to Sobel's at each call: training goes on from the weights the layer has."""
import torch
import torch.nn.functional as F


def train(conv, images, targets, steps, lr):
    sobel = torch.tensor([[-1., 0., 1.], [-2., 0., 2.], [-1., 0., 1.]])
    conv.weight.data.copy_(torch.stack([sobel, sobel.T]).unsqueeze(1))
    optimizer = torch.optim.SGD(conv.parameters(), lr=lr)
    losses = []
    for step in range(steps):
        optimizer.zero_grad()
        loss = F.mse_loss(conv(images), targets)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
