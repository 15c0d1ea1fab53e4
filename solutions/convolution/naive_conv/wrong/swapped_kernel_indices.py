"""The kernel is looked up by column first: k[r] is a row of the kernel, so the index that goes down comes first."""
def conv2d_naive(x, k):
    H, W = len(x), len(x[0])
    kh, kw = len(k), len(k[0])
    out = []
    for i in range(H-kh+1):
        row = []
        for j in range(W-kw+1):
            s = 0.0
            for u in range(kh):
                for v in range(kw):
                    s += x[i+u][j+v]*k[v][u]
            row.append(s)
        out.append(row)
    return out
