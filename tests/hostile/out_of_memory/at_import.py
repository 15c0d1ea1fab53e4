"""All memory is used up at import."""

kept = [0]
while True:
    kept += kept
