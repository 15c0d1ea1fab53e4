"""Grading: READ session.py FIRST."""
