def league_table(matches: list[dict]) -> list[dict]:
    """One row for each team: team, played, goals (scored less let in), points (3, 1 or 0 a match).

    matches: rows with the columns home, away, home_goals and away_goals, in any order; they stay as
    they are.
    Most points come first, then most goals, then names in alphabetical order.
    """
    raise NotImplementedError
