#!/usr/bin/python3
"""What a stopped run kept is gone on with, or dropped when the user says so; never in silence. Runs the built program.

checkpoint_test.py PIJLER SOURCE_DIR
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

PIJLER, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])


class Checkpoint(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="pijler-checkpoint-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.output = self.folder / "out.h5"
        self.kept = self.folder / "out.h5.checkpoint"

    def run_it(self, status, *words, replicates=3, output="out.h5"):
        done = subprocess.run([PIJLER, "run", ROOT / "scenarios/baseline.toml", "--youths", "200", "--months", "6", "--replicates", str(replicates),
                               "--set", "simulation.run_in_months=0", "--outcomes", "starts", "-o", output, *words],
                              capture_output=True, text=True, cwd=self.folder, timeout=120)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done.stderr

    def keep_two(self):
        """A stopped run keeps a result of fewer replicates: the same file as a run of these alone writes."""
        self.run_it(0, replicates=2, output=self.kept.name)

    def test_it_is_not_dropped_unasked(self):
        self.keep_two()
        before = self.kept.read_bytes()
        said = self.run_it(73)
        self.assertIn("out.h5.checkpoint holds what a stopped run finished; --resume goes on with it, --overwrite drops it", said)
        self.assertEqual(self.kept.read_bytes(), before)
        self.assertFalse(self.output.exists())
        self.run_it(0, "--resume")
        self.assertTrue(self.output.exists())
        self.assertFalse(self.kept.exists())

    def test_overwriting_drops_it_and_says_so(self):
        self.keep_two()
        self.assertIn("note: out.h5.checkpoint is dropped", self.run_it(0, "--overwrite"))
        self.assertFalse(self.kept.exists())
        self.assertEqual(self.run_it(0, "--overwrite"), "")

    def test_another_file_of_that_name_is_left(self):
        self.kept.write_text("mine")
        self.assertIn("is no checkpoint of pijler, or is damaged; --overwrite replaces it", self.run_it(73))
        self.assertIn("--overwrite instead of --resume starts anew", self.run_it(65, "--resume"))
        self.assertEqual(self.kept.read_text(), "mine")
        self.kept.unlink()
        self.kept.symlink_to("nowhere")
        self.run_it(73)
        self.assertTrue(self.kept.is_symlink())
        self.kept.unlink()
        self.kept.mkdir()
        for words in ([], ["--overwrite"]):
            self.run_it(73, *words)
        self.assertIn("is a folder", self.run_it(66, "--resume"))
        self.assertTrue(self.kept.is_dir())

    def test_what_cannot_be_resumed_names_the_way_on(self):
        self.keep_two()
        whole = self.kept.read_bytes()
        for status, words, replicates in ((65, ["--resume", "--seed", "5"], 3), (65, ["--resume"], 1)):
            self.assertIn("--overwrite instead of --resume starts anew", self.run_it(status, *words, replicates=replicates))
        self.kept.write_bytes(whole[:1000])
        self.assertIn("is damaged; --overwrite instead of --resume starts anew", self.run_it(65, "--resume"))
        self.run_it(0, "--overwrite")
        self.assertTrue(self.output.exists())


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
