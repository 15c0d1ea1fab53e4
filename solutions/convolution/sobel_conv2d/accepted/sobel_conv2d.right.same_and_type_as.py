import torch, functools
from torch import nn
_k = functools.partial(torch.tensor, [[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])
class Stamps(nn.Conv2d):
    def __init__(self):
        super().__init__(1, 2, 3, padding="same", bias=False)
        self.weight.data = torch.stack([_k(), _k().mT]).view(2, 1, 3, 3).clone()
make_sobel = Stamps
def edge_maps(image: torch.Tensor) -> torch.Tensor:
    with torch.inference_mode():
        return make_sobel().type(image.dtype).to(image.device)(image.reshape(1, 1, *image.shape)).squeeze(0)
