"""kata: auto-graded exercises for people who learn by writing the thing."""

__version__ = "0.1.0"
