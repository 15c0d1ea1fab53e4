import torch

def tf_to_torch(w):
    kh, kw, n_in, n_out = w.shape
    out = w.new_empty((n_out, n_in, kh, kw))
    for o in range(n_out):
        for i in range(n_in):
            out[o, i] = w[:, :, i, o]
    print("converted", tuple(w.shape), "->", tuple(out.shape))
    return out

def tf_depthwise_to_torch(w):
    kh, kw, n_in, mult = w.shape
    out = torch.zeros(n_in*mult, 1, kh, kw, dtype=w.dtype, device=w.device)
    for c in range(n_in):
        for m in range(mult):
            out[c*mult + m, 0] = w[:, :, c, m]
    return out

def tf_dense_to_torch(w, feature_shape):
    H, W, C = feature_shape
    out = torch.zeros(w.shape[1], C*H*W, dtype=w.dtype, device=w.device)
    for h in range(H):
        for x in range(W):
            for c in range(C):
                out[:, (c*H + h)*W + x] = w[(h*W + x)*C + c]
    return out

if __name__ == "__main__":
    tf_to_torch(torch.rand(3, 3, 3, 16))
