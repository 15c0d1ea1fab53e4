def NAME(text: str) -> str:
    """Each word with a capital first letter and small others, one blank between words."""
    raise NotImplementedError
