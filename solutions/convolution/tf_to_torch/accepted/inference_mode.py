"""All three in inference mode: weights that are only moved need no history."""
import torch


@torch.inference_mode()
def tf_to_torch(w):
    return w.permute(3, 2, 0, 1).clone(memory_format=torch.contiguous_format)


@torch.inference_mode()
def tf_depthwise_to_torch(w):
    return w.permute(2, 3, 0, 1).flatten(0, 1).unsqueeze(1).contiguous()


@torch.inference_mode()
def tf_dense_to_torch(w, feature_shape):
    return w.unflatten(0, feature_shape).permute(3, 2, 0, 1).flatten(1).contiguous()
