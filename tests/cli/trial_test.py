"""Trials at the terminal: the table beside the paper, options, and going on after a stop.

trial_test.py PIJLER SOURCE_DIR
"""
import pathlib
import subprocess
import sys
import tempfile
import unittest

PIJLER, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
TRIALS = ROOT / "scenarios/trials"
SMALL = ("--youths", "6000", "--replicates", "2", "--set", "simulation.run_in_months=24", "--progress", "never")


class Trial(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.result = pathlib.Path(self.folder.name) / "trial.h5"

    def compare(self, name, *words):
        return subprocess.run([PIJLER, "compare", TRIALS / name, "-o", self.result, "--overwrite", *words], capture_output=True, text=True)

    def test_the_paper_stands_beside_the_model(self):
        done = self.compare("healthy-school.toml", *SMALL)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertLessEqual(max(map(len, done.stdout.splitlines())), 80, done.stdout)
        rows = [line.split() for line in done.stdout.splitlines() if line.startswith(("lessons ", "integral "))]
        self.assertEqual([row[1:4] for row in rows[:2]], [["32", "1.07", "(0.72-1.60)"], ["32", "1.20", "(0.90-1.61)"]])
        self.assertIn("of the 23 schools", done.stderr)
        told = subprocess.run([PIJLER, "info", self.result], capture_output=True, text=True, check=True).stdout
        for words in ("trial: schools randomised", "lifetime_use of pupils who were no cases at baseline", "log_odds_ratio(arm, replicate, followup)"):
            self.assertIn(words, told)

    def test_threads_change_nothing(self):
        try:
            import h5py
        except ImportError:
            self.skipTest("needs python3-h5py")
        found = []
        for threads in ("1", "4"):
            self.assertEqual(self.compare("healthy-school.toml", *SMALL, "--threads", threads).returncode, 0)
            with h5py.File(self.result) as file:
                found.append({name: file[name][...].tobytes() for name in ("pupils", "measured", "cases", "contacts", "log_odds_ratio", "log_odds_ratio_error")})
        self.assertEqual(found[0], found[1])
        self.assertTrue(any(found[0]["cases"]))

    def test_an_arms_own_field_can_be_set(self):
        none = self.compare("unplugged.toml", *SMALL, "--set", "arm.lessons.youth_education.coverage=0").stdout
        self.assertRegex(none, r"(?m)^lessons .* 0 +\d+\.\d %$")
        self.assertEqual(self.compare("unplugged.toml", *SMALL, "--months", "12").returncode, 64)
        self.assertEqual(self.compare("unplugged.toml", *SMALL, "--outcomes", "starts").returncode, 64)

    def test_two_trials_are_not_compared(self):
        done = subprocess.run([PIJLER, "compare", TRIALS / "unplugged.toml", TRIALS / "facts-only.toml"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 64)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
