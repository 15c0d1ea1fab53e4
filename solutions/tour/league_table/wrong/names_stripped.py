"""Blanks before and after a name are stripped: it stays as it is, letter for letter."""


def league_table(matches):
    rows = {}
    for match in matches:
        home, away = match["home_goals"], match["away_goals"]
        count(rows, called(match["home"]), home, away)
        count(rows, called(match["away"]), away, home)
    return sorted(rows.values(), key=lambda row: (-row["points"], -row["goals"], row["team"]))


def called(team):
    return team.strip()


def count(rows, team, scored, let_in):
    row = rows.setdefault(team, {"team": team, "played": 0, "goals": 0, "points": 0})
    row["played"] += 1
    row["goals"] += scored - let_in
    row["points"] += 3 if scored > let_in else 1 if scored == let_in else 0
