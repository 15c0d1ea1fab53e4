"""The name is there, and is an array's."""
# says: slide is no function: line 5 makes it a value.
import numpy as np

slide = np.zeros(3)
