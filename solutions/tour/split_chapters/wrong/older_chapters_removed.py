"""The files of an older book are removed first: those without a chapter in this one are gone."""

from pathlib import Path


def split_chapters(book):
    for old in Path().glob("[0-9][0-9].txt"):
        old.unlink()
    titles, texts = [], []
    with open(book, encoding="utf-8") as file:
        for line in file:
            if line.startswith("# "):
                titles.append(line[2:].strip())
                texts.append("")
            elif texts:
                texts[-1] += line
    for number, text in enumerate(texts, start=1):
        Path(f"{number:02}.txt").write_text(text, encoding="utf-8")
    return titles
