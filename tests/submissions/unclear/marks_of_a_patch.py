"""A part of a patch, with its marks."""
# says: slide.py, line 3: Python can't read this: + is the mark of a patch that was copied along.
+import numpy as np
+def slide(x, k):
+    return x
