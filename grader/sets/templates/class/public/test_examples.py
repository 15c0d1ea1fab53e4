from NAME import CLASS


def test_the_oldest_goes():
    kept = CLASS(1)
    kept.put("a", 1)
    kept.put("b", 2)
    assert kept.get("a") == -1
    assert kept.get("b") == 2


def test_the_length_is_the_number_of_keys():
    kept = CLASS(2)
    kept.put("a", 1)
    assert len(kept) == 1
