"""Of two names only the first letters are compared: where these are the same, the next ones decide."""


def league_table(matches):
    rows = {}
    for m in matches:
        for me, other in (("home", "away"), ("away", "home")):
            row = rows.setdefault(m[me], {"team": m[me], "played": 0, "goals": 0, "points": 0})
            mine, theirs = m[me + "_goals"], m[other + "_goals"]
            row["played"] += 1
            row["goals"] += mine - theirs
            row["points"] += 3 if mine > theirs else 1 if mine == theirs else 0
    return sorted(rows.values(), key=lambda r: (-r["points"], -r["goals"], r["team"][0]))
