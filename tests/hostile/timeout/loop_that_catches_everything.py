"""An endless loop that catches every exception, and ignores every signal it may."""

import signal

for number in (signal.SIGTERM, signal.SIGXCPU, signal.SIGINT, signal.SIGALRM, signal.SIGHUP):
    signal.signal(number, signal.SIG_IGN)


def double(numbers):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
