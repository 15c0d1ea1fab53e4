"""The chapters are written into the book's folder: their paths are their names alone."""

from pathlib import Path


def split_chapters(book):
    titles, texts = [], []
    with open(book, encoding="utf-8") as file:
        for line in file:
            if line.startswith("# "):
                titles.append(line[2:].strip())
                texts.append("")
            elif texts:
                texts[-1] += line
    for number, text in enumerate(texts, start=1):
        Path(book).with_name(f"{number:02}.txt").write_text(text, encoding="utf-8")
    return titles
