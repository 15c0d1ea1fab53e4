"""Matches are counted for the home team only: the guests have played, too."""


def league_table(matches):
    table = {}
    for m in matches:
        r = table.setdefault(m["home"], {"team": m["home"], "played": 0, "goals": 0, "points": 0})
        difference = m["home_goals"] - m["away_goals"]
        r["played"] += 1
        r["goals"] += difference
        if difference > 0:
            r["points"] += 3
        elif difference == 0:
            r["points"] += 1
    return sorted(table.values(), key=lambda r: (-r["points"], -r["goals"], r["team"]))
