from pathlib import Path

from NAME import NAME


def test_comments_go(tmp_path):
    source, target = tmp_path / "a.txt", tmp_path / "b.txt"
    source.write_text("# sizes\na = 1\n\nb = 2\n")
    assert NAME(str(source), str(target)) == 2
    assert Path(target).read_text() == "a = 1\nb = 2\n"
