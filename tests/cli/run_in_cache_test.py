#!/usr/bin/python3
"""--run-in-cache keeps settled towns in a folder and takes them up again, with the same results. Runs the built program.

run_in_cache_test.py PIJLER SOURCE_DIR
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

try:
    import h5py
except ImportError:
    sys.exit(77)

PIJLER, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])


class RunInCache(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="pijler-run-in-cache-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def run_it(self, status, output, *words):
        done = subprocess.run([PIJLER, "run", ROOT / "scenarios/baseline.toml", "--youths", "300", "--months", "8", "--replicates", "2", "--progress", "never",
                               "--set", "simulation.run_in_months=14", "--set", 'simulation.substances=["cannabis", "alcohol"]', "-o", output, *words],
                              capture_output=True, text=True, cwd=self.folder, timeout=120)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done.stderr

    def datasets(self, output):
        with h5py.File(self.folder / output) as file:
            return {name: file[name][()].tobytes() for name in file if file[name].dtype.kind in "if"}

    def towns(self, cache="cache"):
        return {path.name: path.read_bytes() for path in (self.folder / cache).iterdir()}

    def test_results_are_the_same(self):
        self.run_it(0, "without.h5")
        self.run_it(0, "keeping.h5", "--run-in-cache", "cache")
        towns = self.towns()
        self.assertEqual(len(towns), 2)  # one a replicate
        self.run_it(0, "taking.h5", "--run-in-cache", "cache", "--threads", "2")
        self.assertEqual(self.towns(), towns)
        self.assertEqual(self.datasets("keeping.h5"), self.datasets("without.h5"))
        self.assertEqual(self.datasets("taking.h5"), self.datasets("without.h5"))
        self.run_it(0, "other.h5", "--run-in-cache", "cache", "--seed", "5")
        self.assertEqual(len(self.towns()), 4)

    def test_a_damaged_town_is_lived_again(self):
        self.run_it(0, "keeping.h5", "--run-in-cache", "cache")
        for path in (self.folder / "cache").iterdir():
            path.write_bytes(path.read_bytes()[:-100])
        self.run_it(0, "again.h5", "--run-in-cache", "cache")
        self.assertEqual(self.datasets("again.h5"), self.datasets("keeping.h5"))

    def test_a_town_that_cannot_be_kept_is_told_and_no_harm(self):
        (self.folder / "cache").mkdir()
        self.run_it(0, "keeping.h5", "--run-in-cache", "cache")
        for path in (self.folder / "cache").iterdir():
            path.unlink()
            path.mkdir()  # in the way of the file
        said = self.run_it(0, "again.h5", "--run-in-cache", "cache")
        self.assertIn("note: settled towns could not be kept for other runs: cache/", said)
        self.assertEqual(self.datasets("again.h5"), self.datasets("keeping.h5"))

    def test_a_folder_that_cannot_be_is_refused(self):
        self.run_it(64, "out.h5", "--run-in-cache", "")
        (self.folder / "file").write_text("")
        self.assertIn("file: is not a folder", self.run_it(73, "out.h5", "--run-in-cache", "file"))
        self.assertIn("no/such/folder: cannot be created", self.run_it(73, "out.h5", "--run-in-cache", "no/such/folder"))
        self.assertFalse((self.folder / "out.h5").exists())


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
