"""Three Counters, put together at the end."""

from collections import Counter


def league_table(matches):
    played, goals, points = Counter(), Counter(), Counter()
    for match in matches:
        home, away = match["home"], match["away"]
        played.update([home, away])
        difference = match["home_goals"] - match["away_goals"]
        goals.update({home: difference, away: -difference})
        if difference:
            points[home if difference > 0 else away] += 3
        else:
            points.update([home, away])
    order = sorted(played, key=lambda team: (points[team], goals[team]), reverse=True)
    best_first = sorted(order, key=lambda team: (-points[team], -goals[team], team))
    return [
        {"points": points[t], "goals": goals[t], "played": played[t], "team": t} for t in best_first
    ]
