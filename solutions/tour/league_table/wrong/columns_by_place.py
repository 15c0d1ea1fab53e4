"""The columns are taken by their places in the row: they are told by their names, in any order."""


def league_table(matches):
    table = {}
    for match in matches:
        home, away, home_goals, away_goals = match.values()
        for team, scored, let_in in ((home, home_goals, away_goals), (away, away_goals, home_goals)):
            row = table.setdefault(team, {"team": team, "played": 0, "goals": 0, "points": 0})
            row["played"] += 1
            row["goals"] += scored - let_in
            row["points"] += 3 if scored > let_in else int(scored == let_in)
    return sorted(table.values(), key=lambda row: (-row["points"], -row["goals"], row["team"]))
