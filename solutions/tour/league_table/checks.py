"""Hidden checks of league_table: the rows, then their order, then what stays as it is."""

import pytest
from hypothesis import given, settings
from hypothesis.strategies import composite, integers, just, permutations, sampled_from

from grader.checks import (
    assert_lasting,
    assert_property,
    assert_same,
    assert_untouched,
    describe,
    evenly,
)

# Some begin alike: an order of the first letters alone is not the alphabet's.
TEAMS = ["Bochum", "Bonn", "Bonndorf", "Ulm"]
# Names of several words that begin with the same ones, or with no capital; blanks belong to them.
FULL_NAMES = ["1. FC Kaiserslautern", "1. FC Köln", "TSV 1860 München II", "eSports Ulm", "ulm"]
FULL_NAMES += [" 1. FC Köln", "1. FC Köln ", "1. FC  Köln"]
# In the same order by any alphabet, and in another by their last words.
WORDS_IN_ORDER = ["1. FC Aue", "1. FC Köln", "1. FC Köln II", "TSV Aue", "TSV Bonn", "Ulm"]
COLUMNS = ["home", "away", "home_goals", "away_goals"]
IN_ORDER = just(COLUMNS)
# Who makes one number of points and goals has to have room for any of them.
MANY_GOALS = sampled_from([0, 1, 2, 150, 40_000, 10**9])


@composite
def seasons(draw, most, goals, columns=IN_ORDER, teams=TEAMS):
    """Up to `most` matches, each between two different teams."""
    return [draw(matches(goals, columns, teams)) for _ in range(draw(integers(0, most)))]


@composite
def matches(draw, goals, columns, teams):
    home = draw(sampled_from(teams))
    away = draw(sampled_from(teams).filter(lambda team: team != home))
    match = {"home": home, "away": away, "home_goals": draw(goals), "away_goals": draw(goals)}
    return {column: match[column] for column in draw(columns)}


@composite
def whole_seasons(draw):
    """Each of many teams plays against each, at home and away; many are level at the end."""
    teams = [f"FC {letter}{n}" for letter in "BA" for n in range(draw(integers(5, 9)), 0, -1)]
    pairs = [(home, away) for home in range(len(teams)) for away in range(len(teams))]
    many, few = draw(sampled_from([(2, 3), (3, 2)]))
    return [
        {
            "home": teams[home],
            "away": teams[away],
            "home_goals": home * away % 7 % many,
            "away_goals": (home + away) % 5 % few,
        }
        for home, away in pairs
        if home != away
    ]


# Three teams and more are level then, often.
ALL_DRAWN = seasons(6, just(1))


def assert_same_rows(rows, right):
    """Rows in any order, for checks that ask for none: those that are right stay where they are."""
    dicts = isinstance(rows, (list, tuple)) and all(isinstance(row, dict) for row in rows)
    named = dicts and all(isinstance(row.get("team"), str) for row in rows)
    said = f"the answer is {describe(rows)}, expected a list of dicts with a team's name"
    assert_property(named, said, rows)
    places = {row["team"]: place for place, row in enumerate(right)}
    assert_same(sorted(rows, key=lambda row: places.get(row["team"], len(right))), right)


@pytest.mark.points(1)
@settings(max_examples=40, deadline=None)
@given(matches=seasons(1, integers(0, 3)))
def test_one_match(student, reference, matches):
    """One match gives two rows: 3 points and 0 for a win, 1 and 1 for a draw."""
    assert_same_rows(student.league_table(matches), reference.league_table(matches))


@pytest.mark.points(2)
@settings(max_examples=60, deadline=None)
@given(
    matches=evenly(
        seasons(5, integers(0, 3), permutations(COLUMNS)),
        seasons(5, integers(0, 3), permutations(COLUMNS)),
        seasons(5, integers(0, 3), permutations(COLUMNS), FULL_NAMES),
    )
)
def test_sums(student, reference, matches):
    """Matches, goals and points are added up for each team, at home and away."""
    assert_same_rows(student.league_table(matches), reference.league_table(matches))


@pytest.mark.points(2)
@settings(max_examples=120, deadline=None)
@given(
    matches=evenly(
        seasons(6, integers(0, 2)),
        seasons(6, integers(0, 2)),
        ALL_DRAWN,
        seasons(6, just(1), teams=WORDS_IN_ORDER),
    )
)
def test_order(student, reference, matches):
    """Points decide the order, then goals, then the alphabet."""
    assert_same(student.league_table(matches), reference.league_table(matches))


@pytest.mark.points(1)
@settings(max_examples=80, deadline=None)
@given(matches=seasons(6, MANY_GOALS))
def test_many_goals(student, reference, matches):
    """Points come first, however many goals there are."""
    assert_same(student.league_table(matches), reference.league_table(matches))


@pytest.mark.points(1)
@settings(max_examples=3, deadline=None)
@given(matches=whole_seasons())
def test_whole_season(student, reference, matches):
    """The table of a whole season is right, with all of its teams and matches."""
    assert_same(student.league_table(matches), reference.league_table(matches))


@pytest.mark.points(1)
@settings(max_examples=40, deadline=None)
@given(matches=seasons(4, integers(0, 2)))
def test_all_stays(student, reference, matches):
    """The matches stay as they were, and so does each answer."""
    rows = assert_untouched(student.league_table, matches)
    assert_same(rows, reference.league_table(matches))
    assert_lasting(student.league_table, matches)
    assert_same(student.league_table(matches=matches), reference.league_table(matches))
