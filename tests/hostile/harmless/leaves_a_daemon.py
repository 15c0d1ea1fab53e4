"""A process that outlives the check would be there for the next submission."""

import os

try:
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            while True:
                open("@FOLDER@/daemon", "a").close()
        os._exit(0)
except OSError:
    pass
else:
    raise SystemExit("it worked")

def double(numbers):
    return [2 * n for n in numbers]
