"""`python -m grader` is `kata`."""

from .cli import main

main()
