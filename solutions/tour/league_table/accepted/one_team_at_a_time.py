"""Asks for each team which matches were its own; sorts three times, the least important order first."""


def league_table(matches):
    rows = []
    for team in sorted({match[side] for match in matches for side in ("home", "away")}):
        differences = [m["home_goals"] - m["away_goals"] for m in matches if m["home"] == team]
        differences += [m["away_goals"] - m["home_goals"] for m in matches if m["away"] == team]
        won = sum(d > 0 for d in differences)
        drawn = differences.count(0)
        rows.append(
            dict(team=team, played=len(differences), goals=sum(differences), points=3 * won + drawn)
        )
    rows.sort(key=lambda row: row["goals"], reverse=True)
    rows.sort(key=lambda row: row["points"], reverse=True)
    return rows
