"""Recovery: calibrated on the model's own output, the model's parameters are found again.

Three parameters of the cannabis model are hidden, and what the model gives there, in towns that calibration does not run, is made a table of targets. History
matching from the whole plausible range has to come back to them. Seeds are fixed, so that the outcome is too; should digits change, a hidden value of a right
posterior lies outside the range of 60 sets with probability 2 / 61 each: a false alarm in one change of ten.

Run with the program and the source folder as arguments.
"""

import csv
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROGRAM = Path(sys.argv[1]) if __name__ == "__main__" and len(sys.argv) > 1 else None
ROOT = Path(sys.argv[2]) if __name__ == "__main__" and len(sys.argv) > 2 else Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "analysis"))

import numpy as np  # noqa: E402

from pijler.parameter_space import listed_parameters  # noqa: E402
from pijler.sweeps import points_as_replicates, read_design, run_design  # noqa: E402
from pijler.targets import read_targets, replicate_values  # noqa: E402

HIDDEN = {"acceptance.intercept": -1.5, "stage.quit_occasional": 0.6, "friendship.same_sex": 2.5}
SEEN = ("PREV_CAN_LT_1216_2023", "PREV_CAN_LT_1819_2021", "PREV_CAN_PY_1819_2021", "PREV_CAN_PY_2024_2021", "RATIO_CAN_PY_LT_2024", "NET_SAMESEX_NL")
TOWN = ["--youths", "4000", "--months", "72"]

DECLARED = """study = "{root}/scenarios/studies/calibration.toml"
targets = "targets.csv"
youths = 4000
months = 72
fitted = "K"
uncertain = []
fixed = {fixed}
discrepancy = 0.01
implausible = 3.0
accepted_inside = []
"""


@unittest.skipIf(PROGRAM is None, "needs the program")
class Recovery(unittest.TestCase):
    def test_finds_the_parameters_that_made_the_targets(self):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            self.make_targets(folder)
            others = [each["name"] for each in listed_parameters(PROGRAM) if each["grade"] == "K" and each["name"] not in HIDDEN]
            (folder / "declared.toml").write_text(DECLARED.format(root=ROOT, fixed=others))
            done = subprocess.run([ROOT / "analysis/pijler-calibrate", "--pijler", PROGRAM, "--declared", folder / "declared.toml", "--folder", folder / "runs",
                                   "-o", folder / "sets.csv", "--rows", "150", "--waves", "5", "--sets", "60"], capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, done.stderr[-2000:] + done.stdout[-2000:])
            names, sets = read_design(folder / "sets.csv")
            self.assertEqual(set(names), set(HIDDEN))
            ranges = {each["name"]: each["high"] - each["low"] for each in listed_parameters(PROGRAM)}
            for name, values in zip(names, sets.T):
                with self.subTest(name):
                    self.assertLess(values.min(), HIDDEN[name])
                    self.assertGreater(values.max(), HIDDEN[name])
                    self.assertLess(values.std(), 0.5 * ranges[name] / 12**0.5)  # of the prior's
                    self.assertLess(abs(np.median(values) - HIDDEN[name]), 0.15 * ranges[name])

    def make_targets(self, folder: Path) -> None:
        """What the model gives at the hidden parameters, the mean of many towns, as a table of targets of ± 4 %."""
        rows = [row for row in read_targets(ROOT / "scenarios/targets.csv") if row.id in SEEN]
        self.assertEqual(len(rows), len(SEEN))
        made = points_as_replicates(run_design(PROGRAM, ROOT / "scenarios/studies/calibration.toml", list(HIDDEN), np.array([list(HIDDEN.values())]),
                                               folder / "hidden", [*TOWN, "--seed", "1", "--replicates", "32"]))
        values = {row.id: float(np.mean(replicate_values(row, made))) for row in rows}
        with open(ROOT / "scenarios/targets.csv", newline="", encoding="utf-8") as source, open(folder / "targets.csv", "w", newline="", encoding="utf-8") as file:
            table = csv.DictReader(source)
            out = csv.DictWriter(file, table.fieldnames)
            out.writeheader()
            for row in table:
                if row["id"] in SEEN:
                    value = values[row["id"]]
                    out.writerow(row | {"value": value, "ci_low": 0.96 * value, "ci_high": 1.04 * value, "scale": "", "tolerance": ""})


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
