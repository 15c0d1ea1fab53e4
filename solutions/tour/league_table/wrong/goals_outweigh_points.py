"""A point counts as much as some number of goals: no number of them makes up for one."""


def league_table(matches):
    rows = {}
    for match in matches:
        home, away = match["home_goals"], match["away_goals"]
        for team, mine, other in ((match["home"], home, away), (match["away"], away, home)):
            row = rows.setdefault(team, {"team": team, "played": 0, "goals": 0, "points": 0})
            row["played"] += 1
            row["goals"] += mine - other
            row["points"] += 3 if mine > other else 1 if mine == other else 0
    return sorted(rows.values(), key=lambda row: (-100 * row["points"] - row["goals"], row["team"]))
