"""Why it failed: the smallest call, the condition, the misconception."""
