#!/usr/bin/python3
"""ThreadSanitizer has nothing to report of pijler on four threads, and reports a race that was planted.

races_test.py BUILD_DIR SOURCE_DIR, where BUILD_DIR was built with the preset tsan
"""
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

BUILT, ROOT = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
SCENARIOS = ROOT / "scenarios"
# Archer, which libomp loads by itself, tells ThreadSanitizer how OpenMP's threads wait for one another; libomp is not instrumented.
ENVIRONMENT = {**os.environ, "ARCHER_OPTIONS": "verbose=1", "TSAN_OPTIONS": "ignore_noninstrumented_modules=1 exitcode=1"}


def on_four_threads(*words):
    done = subprocess.run([*map(str, words)], capture_output=True, text=True, env=ENVIRONMENT, timeout=900)
    assert "Archer detected OpenMP application with TSan" in done.stderr, f"Archer is not at work: {done.stderr}"
    return done


class Races(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="pijler-races-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def expect_none(self, command, study, *words):
        done = on_four_threads(BUILT / "sim/pijler", command, study, *words, "--threads", "4", "--progress", "always", "-o", self.folder / "out.h5", "--overwrite")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertNotIn("ThreadSanitizer", done.stderr)

    def test_replicates_side_by_side(self):
        study = self.folder / "study.toml"
        study.write_text(f"""title = "Two arms, equalised and drawn"
[study]
equalise = "budget"
budget = 100000.0
uncertainty = "priors"
[[arm]]
name = "usual"
scenario = "{SCENARIOS}/baseline.toml"
[[arm]]
name = "integral"
scenario = "{SCENARIOS}/integral.toml"
""")
        self.expect_none("compare", study, "--youths", "400", "--months", "14", "--replicates", "6", "--set", "simulation.run_in_months=12",
                         "--set", "simulation.substances=cannabis,alcohol", "--run-in-cache", self.folder / "towns", "--profile")

    def test_one_replicate_on_all_threads(self):
        self.expect_none("run", SCENARIOS / "integral.toml", "--youths", "9000", "--months", "6", "--replicates", "1", "--set", "simulation.run_in_months=12",
                         "--set", "simulation.substances=cannabis,alcohol")

    def test_a_trial(self):
        self.expect_none("compare", SCENARIOS / "trials/unplugged.toml", "--replicates", "4", "--set", "simulation.run_in_months=0", "--set", "trial.schools=20")

    def test_a_planted_race_is_found(self):
        done = on_four_threads(BUILT / "tests/planted_race")
        self.assertIn("WARNING: ThreadSanitizer: data race", done.stderr)
        self.assertNotEqual(done.returncode, 0)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
