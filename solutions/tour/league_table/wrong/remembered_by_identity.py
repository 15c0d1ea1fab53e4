"""The last table is kept for the list that it was made of: the same list may have other matches in it by then."""

_last, _table = None, []


def league_table(matches):
    global _last, _table
    if matches is not _last:
        _last, _table = matches, made(matches)
    return [dict(row) for row in _table]


def made(matches):
    rows = {}
    for match in matches:
        home, away = match["home_goals"], match["away_goals"]
        count(rows, match["home"], home, away)
        count(rows, match["away"], away, home)
    return sorted(rows.values(), key=lambda row: (-row["points"], -row["goals"], row["team"]))


def count(rows, team, scored, let_in):
    row = rows.setdefault(team, {"team": team, "played": 0, "goals": 0, "points": 0})
    row["played"] += 1
    row["goals"] += scored - let_in
    row["points"] += 3 if scored > let_in else 1 if scored == let_in else 0
