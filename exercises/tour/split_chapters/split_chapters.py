def split_chapters(book: str) -> list[str]:
    """Writes each chapter's text to 01.txt, 02.txt … in the current folder; returns the titles.

    book: path of a text file in UTF-8; it stays as it is. Its lines end with a line feed and at no
    other sign. A chapter begins behind a line that begins with "# ", whose rest, without blanks at
    its ends, is its title; it ends before the next. Its lines are written as they are, in UTF-8, in
    place of an older file; lines before the first heading are not written.
    """
    raise NotImplementedError
