"""The locale and time zone are set, numbers and dates are formatted by them."""
import datetime
import locale
import os
import time

import numpy as np

locale.setlocale(locale.LC_ALL, "")
try:
    locale.setlocale(locale.LC_ALL, "de_DE.UTF-8")
except locale.Error as error:
    print(error)
os.environ["TZ"] = "Europe/Vienna"
time.tzset()
print(datetime.datetime.now().strftime("%c"), locale.format_string("%.2f", 3.14))


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
