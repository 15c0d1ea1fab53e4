"""As sort | uniq -c | sort -rn does it: sort, group neighbours, sort again."""

from itertools import groupby
from sys import argv, stdin, stdout


def main(arguments):
    names = sorted(filter(None, map(str.strip, stdin.read().split("\n"))))
    groups = [(name, len([*group])) for name, group in groupby(names)]
    groups.sort(key=lambda group: group[1], reverse=True)
    if groups == []:
        stdout.write("no votes\n")
        return 1
    if arguments == ["--winner"]:
        alone = len(groups) == 1 or groups[0][1] > groups[1][1]
        stdout.write((groups[0][0] if alone else "draw") + "\n")
    else:
        stdout.writelines(f"{name}: {number}\n" for name, number in groups)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(argv[1:]))
