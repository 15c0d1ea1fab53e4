"""Copied with the marks around it."""
# says: slide.py, line 3: Python can't read this: ``` is a mark around code, and no Python.
```python
import numpy as np

def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
```
