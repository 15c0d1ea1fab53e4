"""Keeps its results in a database, and copies, touches, locks and packs files."""
import fcntl
import os
import shelve
import shutil
import sqlite3
import tarfile
from pathlib import Path

import numpy as np

base = sqlite3.connect("answers.db")
base.execute("create table answers (n integer, total real)")
base.commit()
wal = sqlite3.connect("wal.db")
assert wal.execute("pragma journal_mode=wal").fetchone() == ("wal",)
wal.execute("create table t (n)")
wal.execute("insert into t values (1)")
wal.commit()
assert sqlite3.connect("wal.db").execute("select * from t").fetchall() == [(1,)]
Path("a.txt").write_text("a")
shutil.copy("a.txt", "b.txt")
shutil.copy2("a.txt", "c.txt")
shutil.copytree(".", "tree", ignore=shutil.ignore_patterns("tree"))
os.chmod("a.txt", 0o600)
Path("a.txt").chmod(0o644)
Path("a.txt").touch()
os.utime("a.txt", (0, 0))
with open("a.txt") as f:
    fcntl.flock(f, fcntl.LOCK_EX)
    os.fchmod(f.fileno(), 0o600)
with open("a.txt", "r+") as f:
    fcntl.lockf(f, fcntl.LOCK_EX)
with tarfile.open("t.tar", "w") as t:
    t.add("a.txt")
with tarfile.open("t.tar") as t:
    t.extractall("out")
shutil.make_archive("z", "zip", "out")
shutil.unpack_archive("z.zip", "out2")
shutil.move("b.txt", "out")
with shelve.open("shelf") as s:
    s["a"] = 1


def slide(x, k):
    y = np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
    base.execute("insert into answers values (?, ?)", (len(x), float(len(k))))
    base.commit()
    shutil.rmtree("out2", ignore_errors=True)
    return y
