import subprocess
import sys
from pathlib import Path


def test_sum():
    program = Path(__file__).with_name("NAME.py")
    ran = subprocess.run([sys.executable, program], input="1\n4\n", capture_output=True, text=True)
    assert ran.stdout == "5\n"
