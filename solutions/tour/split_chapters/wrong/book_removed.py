"""The book is removed when its chapters are written: it should stay as it is."""

import os


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
        with open(f"{number:02}.txt", "w", encoding="utf-8") as file:
            file.write(text)
    os.remove(book)
    return titles
