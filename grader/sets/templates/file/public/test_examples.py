import tempfile
from pathlib import Path

from NAME import NAME


def test_comments_go():
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "a.txt"), Path(folder, "b.txt")
        source.write_text("# sizes\na = 1\n\nb = 2\n")
        assert NAME(str(source), str(target)) == 2
        assert target.read_text() == "a = 1\nb = 2\n"
