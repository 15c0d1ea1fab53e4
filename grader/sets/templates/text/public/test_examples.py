from NAME import NAME


def test_words():
    assert NAME(" the  OLD man") == "The Old Man"
