"""`python -m grader` is `kata`."""

from .start import main

main()
