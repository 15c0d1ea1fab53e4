"""Reads one name a line and prints each with its number of votes, most votes first.

--winner: prints the winner's name, or `draw`. Without any vote: prints `no votes`, exit status 1.
"""

raise NotImplementedError
