from NAME import NAME


def test_the_oldest_goes():
    cache = NAME(1)
    cache.put("a", 1)
    cache.put("b", 2)
    assert cache.get("a") == -1
    assert cache.get("b") == 2


def test_the_length_is_the_number_of_keys():
    cache = NAME(2)
    cache.put("a", 1)
    assert len(cache) == 1
