"""A file's bytes become what went right and wrong: recorded cases, replayed and judged."""
