def squeeze(text: str) -> str:
    """Each run of the same letter as its length and the letter; a run of one as the letter alone.

    text: letters a to z and A to Z, which are different letters; may be empty.
    """
    raise NotImplementedError


def expand(short: str) -> str:
    """The text that squeeze made `short` of: a number says how often the letter behind it comes.

    short: letters, with a whole number of 2 or more in front of some of them; may be empty.
    """
    raise NotImplementedError
