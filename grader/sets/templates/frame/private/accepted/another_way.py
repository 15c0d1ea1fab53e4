"""A town at a time."""

import pandas as pd


def NAME(rows):
    towns = sorted(set(rows["town"]))
    parts = [rows.loc[rows["town"] == town, "rain"] for town in towns]
    return pd.DataFrame(
        {"town": towns, "days": [len(p) for p in parts], "mean": [p.mean() for p in parts]}
    )
