"""What the second file had in it before stays there: it was opened to be gone on with."""


def NAME(source, target):
    with open(source) as file:
        kept = [line for line in file if line.strip() and not line.strip().startswith("#")]
    with open(target, "a") as file:
        file.writelines(kept)
    return len(kept)
