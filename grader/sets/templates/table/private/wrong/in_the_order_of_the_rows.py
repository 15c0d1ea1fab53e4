"""The towns are in the order in which they came, not in alphabetical order."""


def NAME(rows):
    towns = {}
    for row in rows:
        towns.setdefault(row["town"], []).append(row["rain"])
    return [{"town": town, "days": len(rain), "mean": mean(rain)} for town, rain in towns.items()]


def mean(rain):
    measured = [mm for mm in rain if mm is not None]
    return sum(measured) / len(measured) if measured else None
