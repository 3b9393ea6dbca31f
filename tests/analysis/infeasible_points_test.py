"""What is made of the points of a sweep where an arm of equal spending cannot spend the budget: it is left out there, and that is told.

infeasible_points_test.py PROGRAM SOURCE_DIR
"""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROGRAM, ROOT = Path(sys.argv[1]), Path(sys.argv[2])
sys.path[:0] = [str(ROOT / "analysis"), str(ROOT / "tests/analysis")]

import pijler  # noqa: E402
from pijler.decision import worlds_of  # noqa: E402
from pijler.open import ResultError  # noqa: E402
from pijler.report.study import Study  # noqa: E402
from small_sweep import STUDY, small_sweep  # noqa: E402

EQUAL = STUDY.replace('equalise = "none"', 'equalise = "budget"\nbudget = 20000')
COST = '[sweep.parameters]\n"arm.parents.parent_education.cost.per_contact" = '


class InfeasiblePoints(unittest.TestCase):
    def sweep(self, design: str, cost: str) -> Path:
        folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        return small_sweep(PROGRAM, ROOT / "scenarios", folder, design + COST + cost + "\n", EQUAL)

    def test_tables_by_point_leave_the_arm_out_where_it_cannot(self):
        table = pijler.compare(pijler.open(self.sweep('design = "grid"\n', "[0.01, 20.0]")))
        costs = table[(table.arm == "parents") & (table.delivery == "equalised")]["arm.parents.parent_education.cost.per_contact"]
        self.assertEqual(costs.tolist(), [20.0])
        self.assertEqual((table.delivery == "as_delivered").sum(), 4)

    def test_worlds_leave_it_out_and_say_so(self):
        path = self.sweep('design = "priors"\npoints = 6\n', "[0.01, 60.0]")
        result = pijler.open(path)
        unable = (result["arm_feasible"].sel(arm="parents_equalised") == 0).any("replicate").values.sum()
        self.assertIn(unable, range(1, 6))
        table = pijler.compare(result).set_index(["arm", "delivery"])
        self.assertEqual(table.loc[("parents", "equalised"), "draws"], 6 - unable)
        self.assertEqual(table.loc[("parents", "as_delivered"), "draws"], 6)
        self.assertNotIn("parents_equalised", worlds_of(result, "age_12_16").arms)
        with self.assertRaisesRegex(ResultError, "`parents_equalised` cannot spend the budget in every world"):
            worlds_of(result, "age_12_16", ["parents_equalised"])
        study = Study(result)
        self.assertEqual(study.infeasible, ["parents"])
        self.assertNotIn("parents", [arm.name for arm in study.equalised])
        decided = subprocess.run([ROOT / "analysis/pijler-decide", path], capture_output=True, text=True)
        self.assertIn(f"parents_equalised is left out: it cannot spend the budget in {unable} of 6 worlds", decided.stderr)

    def test_screening_leaves_trajectories_out(self):
        path = self.sweep('design = "morris"\npoints = 6\nlevels = 4\n', "[0.01, 60.0]")
        said = subprocess.run([ROOT / "analysis/pijler-sensitivity", path, "--arm", "parents_equalised"], capture_output=True, text=True)
        self.assertEqual(said.returncode, 0, said.stderr)
        self.assertIn("or where the arm cannot spend the budget, left out", said.stdout)
        self.assertNotIn("nan", said.stdout.split("Noise")[0])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
