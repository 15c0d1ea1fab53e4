"""The town names the rows, where it should be a column."""


def NAME(rows):
    return rows.groupby("town").agg(days=("rain", "size"), mean=("rain", "mean"))
