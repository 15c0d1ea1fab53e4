"""A parameter has another name than in the task: who says the names at the call, as in league_table(matches=rows), is refused."""


def league_table(games):
    rows = {}
    for match in games:
        home, away = match["home_goals"], match["away_goals"]
        count(rows, match["home"], home, away)
        count(rows, match["away"], away, home)
    return sorted(rows.values(), key=lambda row: (-row["points"], -row["goals"], row["team"]))


def count(rows, team, scored, let_in):
    """Adds one match to a team's row, seen from that team's side."""
    row = rows.setdefault(team, {"team": team, "played": 0, "goals": 0, "points": 0})
    row["played"] += 1
    row["goals"] += scored - let_in
    row["points"] += 3 if scored > let_in else 1 if scored == let_in else 0
