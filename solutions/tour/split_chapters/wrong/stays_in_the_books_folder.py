"""os.chdir goes to another folder, and every later call begins there: paths lead elsewhere then.

Evidence: chdir
"""

import os


def split_chapters(book):
    os.chdir(os.path.dirname(os.path.abspath(book)))
    titles, texts = [], []
    with open(os.path.basename(book), encoding="utf-8") as file:
        for line in file:
            if line.startswith("# "):
                titles.append(line[2:].strip())
                texts.append("")
            elif texts:
                texts[-1] += line
    for number, text in enumerate(texts, start=1):
        with open(f"{number:02}.txt", "w", encoding="utf-8") as file:
            file.write(text)
    return titles
