"""Groups of rows, and one row of each."""


def NAME(rows):
    towns = rows.groupby("town", as_index=False)
    return towns.agg(days=("rain", "size"), mean=("rain", "mean"))
