"""A small sweep to run in every way there is, and what it must come to."""
import hashlib
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import h5py

STUDY = """\
title = "A sweep for a cluster"

[[arm]]
name = "baseline"
scenario = "baseline.toml"

[[arm]]
name = "parents"
scenario = "parents.toml"

[sweep]
design = "latin_hypercube"
points = {points}

[sweep.parameters]
"norms.descriptive.learning_rate" = [0.05, 0.3]
"arm.parents.parent_education.coverage" = [0.1, 0.5]
"""

SCENARIO = """\
title = "A town for a cluster"
extends = "{root}/scenarios/{base}.toml"

[simulation]
months = {months}
run_in_months = 12
replicates = 2

[population]
youths = {youths}

[output]
outcomes = ["starts", "past_month_use"]
"""


class SweepTest(unittest.TestCase):
    """Has a folder of its own, with study.toml in it; pijler is on the path as a user would have it."""

    pijler = root = None
    settings = []  # options of the sweep

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="pijler-cluster-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        (self.folder / "bin").mkdir()
        (self.folder / "bin/pijler").symlink_to(self.pijler)

    def study(self, points, youths, months=24):
        (self.folder / "study.toml").write_text(STUDY.format(points=points))
        for name, base in (("baseline", "baseline"), ("parents", "parent_education")):
            (self.folder / f"{name}.toml").write_text(SCENARIO.format(root=self.root, base=base, youths=youths, months=months))

    def run_pijler(self, *words, status=0, environment=None):
        done = subprocess.run([self.pijler, *map(str, words)], cwd=self.folder, capture_output=True, text=True, timeout=600, env=environment)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done.stdout

    def local(self):
        """The same sweep, run by one process here."""
        self.run_pijler("sweep", "study.toml", "-o", "local", *self.settings, "--progress", "never")
        self.run_pijler("merge", "local", "-o", "local.h5")
        return contents(self.folder / "local.h5")


def contents(path):
    """A sum over every bit of each variable of a result, and its attributes but how it and its files were called."""
    with h5py.File(path, "r") as file:
        sums = {name: (file[name].shape, hashlib.sha256(repr(list(file[name].asstr()[()].flat)).encode() if file[name].dtype.kind == "O" else file[name][()].tobytes()).hexdigest()) for name in file}
        return sums | {f"attribute {name}": str(value) for name, value in file.attrs.items() if name not in ("history", "inputs", "_NCProperties")}
