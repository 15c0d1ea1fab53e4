"""A server is started at the top."""
# says: slide.py: line 5 uses the network, which isn't possible while being graded.
import http.server
import numpy as np
http.server.HTTPServer(("", 8000), http.server.SimpleHTTPRequestHandler)

def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
