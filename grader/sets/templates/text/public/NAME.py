def NAME(text: str) -> str:
    """Each word's first sign as a capital, other letters small, one blank between words."""
    raise NotImplementedError
