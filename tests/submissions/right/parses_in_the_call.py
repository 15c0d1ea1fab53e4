"""argparse in a function with arguments of its own, click-like defaults, getopt and configparser."""
import argparse
import configparser
import getopt
import sys

import numpy as np

config = configparser.ConfigParser()
config.read(["settings.ini", "/etc/settings.ini"])
options, rest = getopt.getopt(sys.argv[1:], "v")


def settings(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--step", type=int, default=1)
    parser.add_argument("files", nargs="*")
    return parser.parse_known_args(arguments)[0]


def slide(x, k):
    step = settings().step
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(0, len(x) - len(k) + 1, step)])
