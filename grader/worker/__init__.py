"""Processes: the wire, our side of it (host), theirs (main) and what confines them (sandbox)."""
