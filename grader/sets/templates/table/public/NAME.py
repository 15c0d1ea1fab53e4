def NAME(rows: list[dict]) -> list[dict]:
    """One row for each town, in alphabetical order: town, days, mean.

    rows: with the columns town and rain (mm, or None). days: how many rows the town has; mean: of
    the rain that was measured, or None.
    """
    raise NotImplementedError
