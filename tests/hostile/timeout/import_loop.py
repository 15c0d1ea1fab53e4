"""An endless loop at the top level."""
# loads: never

while True:
    pass
