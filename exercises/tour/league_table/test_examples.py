"""Public examples: run `pytest` in this folder. The hidden checks ask for more than these."""

from league_table import league_table


def match(home, home_goals, away_goals, away):
    return {"home": home, "away": away, "home_goals": home_goals, "away_goals": away_goals}


def test_a_win():
    assert league_table([match("Ulm", 2, 0, "Aue")]) == [
        {"team": "Ulm", "played": 1, "goals": 2, "points": 3},
        {"team": "Aue", "played": 1, "goals": -2, "points": 0},
    ]


def test_a_draw_gives_both_a_point():
    rows = league_table([match("Ulm", 1, 1, "Aue")])
    assert [row["points"] for row in rows] == [1, 1]


def test_goals_decide_between_teams_of_the_same_points():
    rows = league_table([match("Aue", 1, 0, "Bonn"), match("Ulm", 3, 0, "Celle")])
    assert [row["team"] for row in rows] == ["Ulm", "Aue", "Bonn", "Celle"]


def test_no_matches_no_rows():
    assert league_table([]) == []
