"""A comment with blanks in front of its # is kept."""


def NAME(source, target):
    with open(source) as file:
        kept = [line for line in file if line.strip() and not line.startswith("#")]
    with open(target, "w") as file:
        file.writelines(kept)
    return len(kept)
