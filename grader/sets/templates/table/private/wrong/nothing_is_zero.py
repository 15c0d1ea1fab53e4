"""A day without a measurement counts as 0 mm and pulls the mean down."""


def NAME(rows):
    towns = {}
    for row in rows:
        towns.setdefault(row["town"], []).append(row["rain"])
    return [
        {"town": town, "days": len(rain), "mean": mean(rain)}
        for town, rain in sorted(towns.items())
    ]


def mean(rain):
    return sum(mm or 0.0 for mm in rain) / len(rain)
