"""Screening and indices on functions whose answers are known, against OpenTURNS, and the command on a sweep made on the fly.

Run as it is, with the program and the source folder as arguments to try the command too; or by pytest.
"""

import csv
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROGRAM = Path(sys.argv[1]) if __name__ == "__main__" and len(sys.argv) > 1 else None
ROOT = Path(sys.argv[2]) if __name__ == "__main__" and len(sys.argv) > 2 else Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "analysis"), str(ROOT / "tests/analysis")]

import numpy as np  # noqa: E402
from scipy.stats import qmc  # noqa: E402

from pijler.open import open_result  # noqa: E402
from pijler.sensitivity import morris, noise, sobol  # noqa: E402
from pijler.sensitivity_table import analyse  # noqa: E402
from small_sweep import small_sweep  # noqa: E402


def ishigami(x: np.ndarray) -> np.ndarray:
    """Ishigami and Homma's function with a = 7, b = 0.1; x in (-pi, pi)."""
    return np.sin(x[:, 0]) + 7.0 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


# Its indices, worked out: variance a^2/8 + b pi^4/5 + b^2 pi^8/18 + 1/2.
VARIANCE = 49.0 / 8.0 + 0.1 * np.pi**4 / 5.0 + 0.01 * np.pi**8 / 18.0 + 0.5
FIRST = np.array([0.5 * (1.0 + 0.1 * np.pi**4 / 5.0) ** 2, 49.0 / 8.0, 0.0]) / VARIANCE
TOTAL = FIRST + np.array([1.0, 0.0, 1.0]) * (0.01 * np.pi**8 * (1.0 / 18.0 - 1.0 / 50.0)) / VARIANCE


def base_samples(count: int, parameters: int) -> tuple[np.ndarray, np.ndarray]:
    """A and B, scrambled with a fixed seed."""
    both = qmc.Sobol(2 * parameters, seed=3).random(count)
    return both[:, :parameters], both[:, parameters:]


def saltelli_rows(a: np.ndarray, b: np.ndarray, second_order: bool = False) -> np.ndarray:
    """As pijler lays them."""
    rows = []
    for one, other in zip(a, b):
        mix = lambda base, from_, column: np.where(np.arange(len(base)) == column, from_, base)
        columns = range(len(one))
        rows += [one, *(mix(one, other, c) for c in columns), *((mix(other, one, c) for c in columns) if second_order else ()), other]
    return np.array(rows)


class Sobol(unittest.TestCase):
    a, b = base_samples(4096, 3)
    angle = staticmethod(lambda rows: (2.0 * rows - 1.0) * np.pi)

    def test_ishigami(self):
        found = sobol(ishigami(self.angle(saltelli_rows(self.a, self.b))), 3, False, np.random.default_rng(1))
        np.testing.assert_allclose(found.first, FIRST, atol=0.03)
        np.testing.assert_allclose(found.total, TOTAL, atol=0.03)
        for bounds, truth in ((found.first_bounds, FIRST), (found.total_bounds, TOTAL)):
            self.assertTrue(np.all(bounds[:, 0] <= truth + 0.01) and np.all(truth - 0.01 <= bounds[:, 1]), bounds)

    def test_rows_of_second_order_change_nothing(self):
        plain = sobol(ishigami(self.angle(saltelli_rows(self.a, self.b))), 3, False, np.random.default_rng(1))
        second = sobol(ishigami(self.angle(saltelli_rows(self.a, self.b, True))), 3, True, np.random.default_rng(1))
        np.testing.assert_array_equal(plain.first, second.first)
        np.testing.assert_array_equal(plain.total, second.total)

    def test_like_openturns(self):
        import openturns

        columns = [np.where(np.arange(3) == c, self.b, self.a) for c in range(3)]
        rows = self.angle(np.concatenate([self.a, self.b, *columns]))
        theirs = openturns.SaltelliSensitivityAlgorithm(openturns.Sample(rows.tolist()), openturns.Sample(ishigami(rows)[:, None].tolist()), len(self.a))
        ours = sobol(ishigami(self.angle(saltelli_rows(self.a, self.b))), 3, False, np.random.default_rng(1))
        np.testing.assert_allclose(ours.first, list(theirs.getFirstOrderIndices()), atol=0.02)
        np.testing.assert_allclose(ours.total, list(theirs.getTotalOrderIndices()), atol=0.03)

    def test_a_missing_run_costs_its_base_sample_alone(self):
        output = ishigami(self.angle(saltelli_rows(self.a, self.b)))
        lacking = output.copy()
        lacking[[7, 501]] = np.nan
        kept = np.delete(output.reshape(-1, 5), [1, 100], axis=0).ravel()
        np.testing.assert_array_equal(sobol(lacking, 3, False, np.random.default_rng(1)).total, sobol(kept, 3, False, np.random.default_rng(1)).total)

    def test_other_designs_are_refused(self):
        with self.assertRaises(ValueError):
            sobol(np.zeros(11), 3, False, np.random.default_rng(1))


def trajectories(count: int, parameters: int, seed: int) -> np.ndarray:
    """Morris' rows on four levels."""
    random = np.random.default_rng(seed)
    rows = []
    for _ in range(count):
        at = random.integers(0, 4, parameters) / 3.0
        rows.append(at.copy())
        for c in random.permutation(parameters):
            at[c] += -2.0 / 3.0 if at[c] + 2.0 / 3.0 > 1.0 + 1e-9 else 2.0 / 3.0
            rows.append(at.copy())
    return np.array(rows)


class Morris(unittest.TestCase):
    rows = trajectories(20, 4, 5)

    def test_a_straight_line_has_its_slopes_and_no_spread(self):
        found = morris(self.rows, 3.0 + self.rows @ [2.0, -1.0, 0.5, 0.0])
        np.testing.assert_allclose(found.mu_star, [2.0, 1.0, 0.5, 0.0], atol=1e-12)
        np.testing.assert_allclose(found.sigma, 0.0, atol=1e-12)

    def test_what_interacts_spreads(self):
        found = morris(self.rows, self.rows[:, 0] * self.rows[:, 1] + self.rows[:, 2])
        self.assertGreater(found.sigma[0], 0.1)
        self.assertLess(found.sigma[2], 1e-9)

    def test_a_missing_run_costs_its_trajectory_alone(self):
        output = self.rows @ [2.0, -1.0, 0.5, 0.0]
        output[3] = np.nan
        self.assertAlmostEqual(morris(self.rows, output).mu_star[0], 2.0)

    def test_other_designs_are_refused(self):
        with self.assertRaises(ValueError):
            morris(np.random.default_rng(1).random((20, 4)), np.zeros(20))


class NoiseOfReplicates(unittest.TestCase):
    def test_is_told_from_the_effect_of_parameters(self):
        random = np.random.default_rng(9)
        found = noise(random.normal(0.0, 3.0, (4000, 1)) + random.normal(0.0, 2.0, (4000, 4)))
        self.assertAlmostEqual(found.between, 9.0, delta=0.6)
        self.assertAlmostEqual(found.replicates, 1.0, delta=0.05)
        self.assertTrue(np.isnan(noise(random.normal(0.0, 1.0, (5, 1))).share))


SWEEP = """design = "{design}"
points = {points}
[sweep.parameters]
"acceptance.intercept" = [-2.0, 0.0]
"acceptance.male" = [0.0, 0.6]
"""


@unittest.skipIf(PROGRAM is None, "needs the program")
class Command(unittest.TestCase):
    def sweep(self, folder: Path, design: str, points: int) -> Path:
        """A merged sweep of a small town."""
        return small_sweep(PROGRAM, ROOT / "scenarios", folder, SWEEP.format(design=design, points=points))

    def command(self, *words, status=0) -> str:
        """What it says."""
        done = subprocess.run([ROOT / "analysis/pijler-sensitivity", *words], capture_output=True, text=True)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def test_on_real_sweeps(self):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            result = self.sweep(folder, "morris", 4)
            said = self.command(result, "--arm", "baseline", "--outcome", "starts", "-o", folder / "t.csv", "--figure", folder / "f.svg")
            rows = list(csv.DictReader((folder / "t.csv").read_text().splitlines()))
            self.assertEqual([row["parameter"] for row in rows], ["acceptance.intercept", "acceptance.male"])
            self.assertGreater(float(rows[0]["mu_star"]), float(rows[1]["mu_star"]))
            self.assertIn("Noise of replicates", said)
            self.assertIn("<svg", (folder / "f.svg").read_text())
            self.assertTrue(all(len(line) <= 80 for line in said.splitlines()), said)
            self.command(result, "--arm", "nobody", status=65)
            self.command(result, "-o", folder / "t.csv", status=73)
            self.assertIn(".svg, .png or .pdf", self.command(result, "--figure", folder / "f", status=64))
            self.command(folder / "none.h5", status=66)
            data = open_result(result)
            holed = data.isel(point=data["point"].values != 4).assign_attrs(failed_points=["4: could not run"])  # of the second trajectory
            kept = data.isel(point=data["point"].values // 3 != 1)
            one, other = (analyse(each, "starts", None, "baseline", 1)[0] for each in (holed, kept))
            np.testing.assert_array_equal(one.values.mu_star, other.values.mu_star)
            self.assertEqual(one.failed, [4])
            begun = data.isel(point=data["point"].values < 8)  # the third trajectory is not done
            two = data.isel(point=data["point"].values < 6)
            one, other = (analyse(each, "starts", None, "baseline", 1)[0] for each in (begun, two))
            np.testing.assert_array_equal(one.values.mu_star, other.values.mu_star)
        with tempfile.TemporaryDirectory() as name:
            self.assertIn("skills", self.command(self.sweep(Path(name), "saltelli", 8)))
        with tempfile.TemporaryDirectory() as name:
            self.assertIn("morris", self.command(self.sweep(Path(name), "random", 4), status=65))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
