"""A tuple of rows: it counts where a list does."""


def league_table(matches):
    teams = {match[side] for match in matches for side in ("home", "away")}
    rows = [row_of(team, matches) for team in teams]
    return tuple(sorted(rows, key=lambda row: (-row["points"], -row["goals"], row["team"])))


def row_of(team, matches):
    goals = [m["home_goals"] - m["away_goals"] for m in matches if m["home"] == team]
    goals += [m["away_goals"] - m["home_goals"] for m in matches if m["away"] == team]
    points = sum(3 if of_one > 0 else 1 if of_one == 0 else 0 for of_one in goals)
    return {"team": team, "played": len(goals), "goals": sum(goals), "points": points}
