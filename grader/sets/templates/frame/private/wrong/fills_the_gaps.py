"""What is missing is filled in, in the table that was given, and pulls the mean down."""


def NAME(rows):
    rows["rain"] = rows["rain"].fillna(0.0)
    towns = rows.groupby("town", as_index=False)
    return towns.agg(days=("rain", "size"), mean=("rain", "mean"))
