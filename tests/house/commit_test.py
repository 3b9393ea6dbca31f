#!/usr/bin/python3
"""The build looks the commit up and writes it down only when it has changed.

commit_test.py PIJLER SOURCE_DIR
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(sys.argv[2])


class Commit(unittest.TestCase):
    def setUp(self):
        self.source = pathlib.Path(tempfile.mkdtemp(prefix="pijler-commit-"))
        self.addCleanup(shutil.rmtree, self.source, ignore_errors=True)
        self.written = self.source / "commit.cpp"

    def git(self, *words):
        return subprocess.run(["git", "-C", self.source, "-c", "user.name=a", "-c", "user.email=a@b", *words], check=True, capture_output=True, text=True).stdout.strip()

    def write(self, git="git"):
        subprocess.run(["cmake", f"-DGIT={git}", f"-DSOURCE={self.source}", f"-DOUTPUT={self.written}", "-P", ROOT / "sim/study/write_commit.cmake"], check=True)
        return self.written.read_text()

    def test_follows_the_commit(self):
        self.git("init", "-q")
        for message in ("one", "two"):
            self.git("commit", "-q", "--allow-empty", "-m", message)
            self.assertIn(f'"{self.git("describe", "--always")}"', self.write())
        before = self.written.stat().st_mtime_ns
        self.write()
        self.assertEqual(self.written.stat().st_mtime_ns, before)
        (self.source / "file").write_text("changed")
        self.git("add", "file")
        self.assertIn("-dirty", self.write())

    def test_works_without_git(self):
        self.assertIn('return "";', self.write())
        self.assertIn('return "";', self.write(git="GIT_EXECUTABLE-NOTFOUND"))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
