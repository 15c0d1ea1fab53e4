"""The guests get the home team's difference: seen from their side, it has the other sign."""


def league_table(matches):
    table = {}
    for m in matches:
        for team in (m["home"], m["away"]):
            if team not in table:
                table[team] = {"team": team, "played": 0, "goals": 0, "points": 0}
        h, a = table[m["home"]], table[m["away"]]
        h["played"] += 1
        a["played"] += 1
        difference = m["home_goals"] - m["away_goals"]
        h["goals"] += difference
        a["goals"] += difference
        if difference > 0:
            h["points"] += 3
        elif difference < 0:
            a["points"] += 3
        else:
            h["points"] += 1
            a["points"] += 1
    return sorted(table.values(), key=lambda r: (-r["points"], -r["goals"], r["team"]))
