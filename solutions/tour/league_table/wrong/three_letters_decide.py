"""Names are compared by their first three letters: Bonndorf may come before Bonn."""


def league_table(matches):
    rows = {}
    for match in matches:
        for side, other in (("away", "home"), ("home", "away")):
            row = rows.setdefault(
                match[side], {"team": match[side], "played": 0, "goals": 0, "points": 0}
            )
            scored, let_in = match[f"{side}_goals"], match[f"{other}_goals"]
            row["played"] += 1
            row["goals"] += scored - let_in
            row["points"] += 3 if scored > let_in else int(scored == let_in)
    return sorted(rows.values(), key=lambda row: (-row["points"], -row["goals"], row["team"][:3]))
