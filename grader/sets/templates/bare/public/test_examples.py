from NAME import NAME


def test_one():
    assert NAME(1) == 1
