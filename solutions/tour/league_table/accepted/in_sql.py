"""Lets a database do it."""

import sqlite3


def league_table(matches):
    base = sqlite3.connect(":memory:")
    base.row_factory = sqlite3.Row
    base.execute("CREATE TABLE side (team TEXT, difference INTEGER)")
    for m in matches:
        difference = m["home_goals"] - m["away_goals"]
        base.execute("INSERT INTO side VALUES (?, ?)", (m["home"], difference))
        base.execute("INSERT INTO side VALUES (?, ?)", (m["away"], -difference))
    found = base.execute(
        "SELECT team, COUNT(*) AS played, SUM(difference) AS goals, "
        "SUM(CASE WHEN difference > 0 THEN 3 WHEN difference = 0 THEN 1 ELSE 0 END) AS points "
        "FROM side GROUP BY team ORDER BY points DESC, goals DESC, team"
    )
    return [dict(row) for row in found]
