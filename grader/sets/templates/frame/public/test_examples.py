import pandas as pd
from NAME import NAME


def test_towns_are_in_order():
    rows = pd.DataFrame({"town": ["Ulm", "Bonn", "Ulm"], "rain": [2.0, 1.0, None]})
    table = NAME(rows)
    assert table["town"].tolist() == ["Bonn", "Ulm"]
    assert table["days"].tolist() == [1, 2]
