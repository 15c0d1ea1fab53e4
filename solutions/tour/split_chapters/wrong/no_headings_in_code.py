"""A heading between two lines of ``` is taken for code: any line that begins with # and a blank is a heading here."""


def split_chapters(book):
    titles, texts = [], []
    fenced = False
    with open(book, encoding="utf-8") as file:
        for line in file:
            if line.startswith("```"):
                fenced = not fenced
            if line.startswith("# ") and not fenced:
                titles.append(line[2:].strip())
                texts.append("")
            elif texts:
                texts[-1] += line
    for number, text in enumerate(texts, start=1):
        with open(f"{number:02}.txt", "w", encoding="utf-8") as file:
            file.write(text)
    return titles
