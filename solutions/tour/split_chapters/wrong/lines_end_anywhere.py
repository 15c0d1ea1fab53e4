"""Lines are ended at form feeds and some other signs too: here they end at a line feed only."""


def split_chapters(book):
    titles, texts = [], []
    with open(book, encoding="utf-8") as file:
        lines = file.read().splitlines(keepends=True)
    for line in lines:
        if line.startswith("# "):
            titles.append(line[2:].strip())
            texts.append("")
        elif texts:
            texts[-1] += line
    for number, text in enumerate(texts, start=1):
        with open(f"{number:02}.txt", "w", encoding="utf-8") as file:
            file.write(text)
    return titles
