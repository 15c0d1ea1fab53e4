def NAME(source: str, target: str) -> int:
    """Writes the lines of `source` that are neither blank nor comments to `target`.

    Returns how many there are. Comments begin with #, which blanks may stand in front of.
    """
    raise NotImplementedError
