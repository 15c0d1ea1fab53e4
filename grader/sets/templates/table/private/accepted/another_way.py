"""A Counter of days, and sums beside it."""

from collections import Counter, defaultdict


def NAME(rows):
    days = Counter(row["town"] for row in rows)
    measured = defaultdict(list)
    for row in rows:
        if row["rain"] is not None:
            measured[row["town"]].append(row["rain"])
    table = []
    for town in sorted(days):
        rain = measured[town]
        mean = sum(rain) / len(rain) if rain else None
        table.append({"mean": mean, "days": days[town], "town": town})
    return table
