#!/usr/bin/python3
"""Sanitizers have nothing to report of pijler on four threads; ThreadSanitizer does report a race that was planted.

sanitized_runs.py PRESET BUILD_DIR SOURCE_DIR, where BUILD_DIR was built with that preset, tsan or another with sanitizers
"""
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

PRESET, BUILT, ROOT = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
SCENARIOS = ROOT / "scenarios"
# Archer, which libomp loads by itself, tells ThreadSanitizer how OpenMP's threads wait for one another; libomp is not instrumented.
ENVIRONMENT = {**os.environ, "ARCHER_OPTIONS": "verbose=1", "TSAN_OPTIONS": "ignore_noninstrumented_modules=1 exitcode=1"}


class Sanitized(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="pijler-sanitized-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def call(self, *words, has_threads=True):
        done = subprocess.run([*map(str, words)], capture_output=True, text=True, env=ENVIRONMENT, timeout=900)
        if PRESET == "tsan" and has_threads:
            self.assertIn("Archer detected OpenMP application with TSan", done.stdout)
        return done

    def expect_nothing(self, command, study, *words):
        done = self.call(BUILT / "sim/pijler", command, study, *words, "--threads", "4", "--progress", "always", "-o", self.folder / "out.h5", "--overwrite")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertNotRegex(done.stderr, "Sanitizer|runtime error")

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
        for _ in ("kept", "found"):  # settled towns
            self.expect_nothing("compare", study, "--youths", "400", "--months", "14", "--replicates", "6", "--set", "simulation.run_in_months=12",
                                "--set", "simulation.substances=cannabis,alcohol", "--run-in-cache", self.folder / "towns", "--profile")

    def test_one_replicate_on_all_threads(self):
        self.expect_nothing("run", SCENARIOS / "integral.toml", "--youths", "9000", "--months", "6", "--replicates", "1", "--set", "simulation.run_in_months=12",
                            "--set", "simulation.substances=cannabis,alcohol")

    def test_a_sweep(self):
        study = self.folder / "sweep.toml"
        study.write_text(f"""title = "Swept"
[[arm]]
name = "usual"
scenario = "{SCENARIOS}/baseline.toml"
[[arm]]
name = "lessons"
scenario = "{SCENARIOS}/youth_skills.toml"
[sweep]
design = "sobol"
points = 8
[sweep.parameters]
"arm.lessons.youth_education.coverage" = [0.1, 0.8]
""")
        words = [study, "-o", self.folder / "swept", "--youths", "300", "--months", "6", "--replicates", "2", "--set", "simulation.run_in_months=6"]
        for command in (["sweep", *words, "--threads", "4"], ["sweep", *words, "--status"], ["merge", self.folder / "swept"]):
            done = self.call(BUILT / "sim/pijler", *command, has_threads="--threads" in command)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertNotRegex(done.stderr, "Sanitizer|runtime error")

    def test_a_trial(self):
        self.expect_nothing("compare", SCENARIOS / "trials/unplugged.toml", "--replicates", "4", "--youths", "5000", "--set", "simulation.run_in_months=0")

    @unittest.skipUnless(PRESET == "tsan", "a race is found by ThreadSanitizer alone")
    def test_a_planted_race_is_found(self):
        done = self.call(BUILT / "tests/planted_race")
        self.assertIn("WARNING: ThreadSanitizer: data race", done.stderr)
        self.assertNotEqual(done.returncode, 0)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
