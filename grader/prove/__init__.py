"""Whether an exercise is good: verify.py grades everything that its author ships."""
