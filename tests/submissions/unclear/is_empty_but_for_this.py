"""Nothing is here yet."""
# says: The file has no function slide.
import numpy as np
