#!/usr/bin/python3
"""Options of a run: what they change, and what they do not.

options_test.py PIJLER SOURCE_DIR
"""
import re
import sys
import unittest

from in_folder import InFolder, ROOT, SMALL

sys.path.insert(0, str(ROOT / "benchmarks"))
from side_by_side.measure import profile_in  # noqa: E402


class Options(InFolder):
    def test_set_reaches_one_arm(self):
        h5py = self.h5py()
        study = self.study_with("")
        self.expect(0, "compare", study, "--set", "arm.lessons.lessons.coverage=0", "--set", 'arm.lessons.parameters."peer.influence"=0.5', "-o", "out.h5")
        with h5py.File(self.folder / "out.h5") as file:
            at = list(file["parameter"].asstr()[()]).index("peer.influence")
            self.assertEqual(file["parameter_value"][1, at], 0.5)
            self.assertNotEqual(file["parameter_value"][0, at], 0.5)
            self.assertEqual(file["contacts"][()].sum(), 0)
        self.assertIn("did you mean 'arm.lessons.lessons.coverage'?", self.expect(64, "compare", study, "--set", "arm.lessons.lesson.coverage=0").stderr)

    def test_set_takes_scenario_keys_and_parameters(self):
        h5py = self.h5py()
        self.expect(0, "run", self.scenario(), "--youths", "300", "--replicates", "2", "--set", "simulation.run_in_months=12", "--set", "simulation.months=5", "--set", "peer.influence=0.25", "-o", "out.h5")
        with h5py.File(self.folder / "out.h5") as file:
            self.assertEqual(file["month"].shape, (5,))
            names = list(file["parameter"].asstr()[()])
            self.assertEqual(file["parameter_value"][0, names.index("peer.influence")], 0.25)

    def test_quiet_and_progress(self):
        scenario = self.scenario()
        done = self.expect(0, "run", scenario, *SMALL, "--quiet", "-o", "quiet.h5")
        self.assertEqual(done.stdout + done.stderr, "")
        self.assertEqual(self.expect(0, "run", scenario, *SMALL, "-o", "auto.h5").stderr, "")  # no terminal, no bar
        self.assertEqual(self.expect(0, "run", scenario, *SMALL, "--progress", "never", "-o", "never.h5").stderr, "")
        done = self.expect(0, "run", scenario, *SMALL, "--progress", "always", "-o", "always.h5")
        self.assertIn("%", done.stderr)
        self.assertNotIn("%  ", done.stdout.split("\n")[0])

    def test_profile(self):
        phases = ["making the town", "school year", "draws", "looking around", "parents", "interventions", "norms", "decision", "signals and care", "friendship", "recording", "writing",
                  "waiting and the rest"]
        scenario = self.scenario()
        self.expect(0, "run", scenario, *SMALL, "-o", "plain.h5")
        for words in (["run", scenario, "-o", "one.h5", "--threads", "1"], ["run", scenario, "-o", "four.h5", "--threads", "4", "--quiet"], ["compare", self.study(), "-o", "two.h5"]):
            done = self.expect(0, *words, *SMALL, "--profile")
            self.assertNotIn("Seconds by phase", done.stdout)
            self.assertLessEqual(max(map(len, done.stderr.splitlines())), 80)
            rows = re.findall(r"^(\w[\w ]*?)  .* ([\d.]+) +(-?[\d.]+) %", done.stderr, flags=re.MULTILINE)
            self.assertEqual([name for name, _, _ in rows], [*phases, "all"])
            self.assertAlmostEqual(sum(float(share) for _, _, share in rows[:-1]), 100.0, delta=1.0)
            self.assertAlmostEqual(sum(float(seconds) for _, seconds, _ in rows[:-1]), float(rows[-1][1]), delta=0.01)
            read = profile_in(done.stderr, 0.0)  # as benchmarks/compare does
            self.assertEqual(list(read.phases), [*phases, "all"])
            self.assertGreater(read.of(0, "making the town"), 0.0)
        self.assertEqual(self.datasets("plain.h5"), self.datasets("one.h5"))
        self.assertEqual(self.datasets("plain.h5"), self.datasets("four.h5"))
        self.expect(64, "validate", scenario, "--profile")
        self.expect(64, "run", scenario, "--profile=yes", "-o", "never.h5")

    def test_threads_and_seed(self):
        scenario = self.scenario()
        for name, words in {"a": ["--threads", "1"], "b": ["--threads", "8"], "c": ["--threads", "1", "--seed", "5"]}.items():
            self.expect(0, "run", scenario, *SMALL, *words, "-o", f"{name}.h5")
        self.assertEqual(self.datasets("a.h5"), self.datasets("b.h5"))
        self.assertNotEqual(self.datasets("a.h5"), self.datasets("c.h5"))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
