import pandas as pd


def NAME(rows: pd.DataFrame) -> pd.DataFrame:
    """One row for each town, in alphabetical order and numbered from 0: town, days, mean.

    rows: with the columns town and rain (mm, or missing). days: how many rows the town has; mean:
    of the rain that was measured, or missing.
    """
    raise NotImplementedError
