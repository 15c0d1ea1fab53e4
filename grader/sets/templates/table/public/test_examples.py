from NAME import NAME


def test_towns_are_in_order():
    rows = [{"town": "Ulm", "rain": 2.0}, {"town": "Bonn", "rain": None}]
    assert NAME(rows) == [
        {"town": "Bonn", "days": 1, "mean": None},
        {"town": "Ulm", "days": 1, "mean": 2.0},
    ]
