"""Publishes sets as wheels and installs them. Proving a set is `grading`'s affair, not this room's.

wheels.py   the two halves of a set become two wheels
index.py    wheels become a simple package index that any static host can serve
offers.py   what an index offers: fetched with pip, read and refused before it is installed
install.py  add, update, remove: what is installed, and what may take its place
"""
