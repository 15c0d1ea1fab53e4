# coding: rot13
"""N fbhepr va ebg13, jubfr zrnavat ab ernqre jbhyq frr."""

qrs qbhoyr(ahzoref):
    erghea [2 * a sbe a va ahzoref]
