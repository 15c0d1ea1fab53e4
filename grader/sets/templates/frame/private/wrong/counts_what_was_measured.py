"""A day without a measurement isn't counted as a day."""


def NAME(rows):
    towns = rows.groupby("town", as_index=False)
    return towns.agg(days=("rain", "count"), mean=("rain", "mean"))
