"""Lines lose the blanks at their ends: they are to be written as they are."""


def NAME(source, target):
    with open(source) as file:
        lines = [line.strip() for line in file]
    kept = [line for line in lines if line and not line.startswith("#")]
    with open(target, "w") as file:
        file.writelines(f"{line}\n" for line in kept)
    return len(kept)
