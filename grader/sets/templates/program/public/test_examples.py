import io
import runpy
import sys
from contextlib import redirect_stdout
from pathlib import Path
from unittest.mock import patch


def printed(text):
    """What the program prints when it reads this text."""
    program, out = Path(__file__).with_name("NAME.py"), io.StringIO()
    with patch.object(sys, "stdin", io.StringIO(text)), redirect_stdout(out):
        runpy.run_path(str(program), run_name="__main__")
    return out.getvalue()


def test_sum():
    assert printed("1\n4\n") == "5\n"
