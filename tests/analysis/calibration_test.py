"""Calibration on functions whose answer is known, and the command on a small model: it finds what made its targets.

Run as it is, with the program and the source folder as arguments to try the command too; or by pytest.
"""

import dataclasses
import json
import math
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROGRAM = Path(sys.argv[1]) if __name__ == "__main__" and len(sys.argv) > 1 else None
ROOT = Path(sys.argv[2]) if __name__ == "__main__" and len(sys.argv) > 2 else Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "analysis"))

import numpy as np  # noqa: E402
import xarray  # noqa: E402

from pijler.calibration import Calibration, Wave, goals_of, read_declared, scaled  # noqa: E402
from pijler.ensemble_smoother import assimilate  # noqa: E402
from pijler.history_matching import Goal, implausibility  # noqa: E402
from pijler.parameter_space import ParameterSpace, Uncertain, calibrated_space  # noqa: E402
from pijler.sweeps import design_text, read_design, swept_study  # noqa: E402
from pijler.targets import read_targets  # noqa: E402
from pijler.validation import as_text, check, inside  # noqa: E402


class Spaces(unittest.TestCase):
    space = ParameterSpace([Uncertain("flat", -6.0, 3.0, -1.0), Uncertain("bell", 0.0, 0.3, 0.1, 0.05)])

    def test_values_and_normals_are_inverse_within_bounds(self):
        normals = np.random.default_rng(1).standard_normal((500, 2))
        values = self.space.values(normals)
        np.testing.assert_allclose(self.space.normals(values), normals, atol=1e-6)
        far = self.space.values(np.array([[-50.0, -50.0], [50.0, 50.0]]))
        np.testing.assert_allclose(far, [[-6.0, 0.0], [3.0, 0.3]])

    def test_priors_are_as_said(self):
        values = self.space.values(np.random.default_rng(2).standard_normal((20000, 2)))
        self.assertAlmostEqual(values[:, 0].mean(), -1.5, delta=0.1)  # uniform over the range
        self.assertAlmostEqual(values[:, 1].mean(), 0.1, delta=0.01)

    def test_what_is_fitted_follows_from_the_declarations(self):
        row = lambda name, grade: {"name": name, "low": 0.0, "high": 1.0, "default": 0.5, "grade": grade}
        space = calibrated_space([row("a.x", "K"), row("b.y", "J"), row("b.z", "J"), row("c.w", "J")], "K", ["b."], ["b.z"])
        self.assertEqual(space.names, ["a.x", "b.y"])
        self.assertEqual([each.sd for each in space.parameters], [None, 0.25])
        with self.assertRaises(ValueError):
            calibrated_space([row("a.x", "K")], "K", ["d."], [])


class Smoothing(unittest.TestCase):
    goals = [Goal("y", 1.0, 0.25, 0.0)]

    def smoothed(self, waves: int, luck: float) -> np.ndarray:
        random = np.random.default_rng(6)
        rows = random.standard_normal((4000, 10))
        goals = [dataclasses.replace(goal, noise=luck**2) for goal in self.goals]
        for _ in range(waves):
            rows = assimilate(rows, 2.0 * rows[:, :1] + random.normal(0.0, luck, (4000, 1)), goals, 1.0 / waves, random)
        return rows

    def test_ends_at_the_posterior_of_a_straight_line_in_any_number_of_waves(self):
        # y = 2 x0, seen as 1 with variance 1/4: x0 has mean 8 / 17 and variance 1 / 17; other inputs keep their prior.
        for waves in (1, 4):
            with self.subTest(waves):
                rows = self.smoothed(waves, luck=0.0)
                self.assertAlmostEqual(rows[:, 0].mean(), 8.0 / 17.0, delta=0.02)  # 5 standard errors
                self.assertAlmostEqual(rows[:, 0].var(), 1.0 / 17.0, delta=0.006)
                np.testing.assert_allclose(rows[:, 1:].mean(0), 0.0, atol=0.1)
                np.testing.assert_allclose(rows[:, 1:].var(0), 1.0, atol=0.12)

    def test_luck_of_towns_makes_draws_no_wider(self):
        rows = self.smoothed(8, luck=0.7)
        self.assertAlmostEqual(rows[:, 0].mean(), 8.0 / 17.0, delta=0.02)
        self.assertAlmostEqual(rows[:, 0].var(), 1.0 / 17.0, delta=0.006)  # .072 if luck were not counted

    def test_what_could_not_be_measured_moves_nothing(self):
        rows = np.random.default_rng(7).standard_normal((50, 3))
        seen = 2.0 * rows[:, :1]
        seen[3] = np.nan
        moved = assimilate(rows, seen, self.goals, 1.0, np.random.default_rng(8))
        np.testing.assert_array_equal(moved[3], rows[3])
        self.assertTrue(np.all(moved[np.arange(50) != 3] != rows[np.arange(50) != 3]))
        nothing = assimilate(rows, np.full((50, 1), np.nan), self.goals, 1.0, np.random.default_rng(8))
        np.testing.assert_array_equal(nothing, rows)


class Matching(unittest.TestCase):
    def test_out_of_bounds_is_not_accepted_however_near(self):
        goals = [Goal("wide", 1.0, 1.0, 0.0), Goal("bound", 1.0, 1.0, 0.0, bounds=(0.9, 1.1))]
        wave = Wave(np.zeros((3, 1)), np.array([[1.5, 1.0], [1.0, 1.2], [1.0, 1.4]]), goals)
        np.testing.assert_allclose(wave.implausibility, [0.5, 100.2, 100.4])

    def test_what_is_measured_at_a_bound_is_not_accepted(self):
        goals = [Goal("bound", 1.0, 1.0, 0.0, noise=0.05**2, bounds=(0.9, 1.1))]
        np.testing.assert_array_equal(Wave(np.zeros((3, 1)), np.array([[1.0], [1.04], [1.06]]), goals).accepted(3.0), [True, True, False])

    def test_implausibility_counts_all_variances(self):
        goal = Goal("y", 1.0, 0.04, 0.03, 0.02)
        np.testing.assert_allclose(implausibility([goal], np.array([[2.5]]), 0.16), [[3.0]])


class Town:
    """A model of outputs that multiply, as hazards do, with the luck of towns; what `seen` holds is the towns of each wave."""

    def __init__(self, weights: np.ndarray, luck: float):
        self.weights, self.luck, self.seen = weights, luck, []

    def truth(self, values: np.ndarray) -> np.ndarray:
        return np.exp(0.3 * values @ self.weights)

    def __call__(self, name, values, towns, replicates):
        self.seen.append(towns)
        luck = np.stack([np.random.default_rng(1000 + town).normal(0.0, self.luck, (replicates, self.weights.shape[1])) for town in towns])
        return self.truth(values)[:, None, :] + luck


class Waves(unittest.TestCase):
    """Thirty parameters, of which ten are fitted and six matter much; in towns of luck .1."""

    space = ParameterSpace([Uncertain(f"f{n}", -3.0, 3.0, 0.0) for n in range(10)] + [Uncertain(f"u{n}", -1.0, 1.0, 0.0, 0.5) for n in range(20)])
    weights = np.where(np.arange(30)[:, None] < 6, 1.0, 0.1) * np.random.default_rng(21).normal(0.0, 0.5, (30, 2))
    hidden = np.r_[1.5, -1.0, 0.5, np.zeros(27)][None]

    def calibrated(self, above: float = -math.inf, wanted: int = 1) -> tuple[Calibration, Town, np.ndarray]:
        town = Town(self.weights, 0.1)
        goals = [Goal(name, float(value), 0.08**2, 0.0) for name, value in zip("ab", town.truth(self.hidden)[0])]
        goals[0] = dataclasses.replace(goals[0], bounds=(above, math.inf))
        calibration = Calibration(self.space, goals, 3.0, town, 3, 24)
        calibration.first_wave(300)
        for _ in range(2):
            calibration.next_wave()
        return calibration, town, calibration.posterior(4, wanted)

    def test_sets_lie_about_what_made_the_goals(self):
        """Recovery: in no town in particular, and nothing is said of what the goals do not tell of."""
        calibration, town, found = self.calibrated()
        self.assertGreater(len(found), 100)
        truth = town.truth(self.space.values(found)) - town.truth(self.hidden)
        # In no direction from the goals (100 sets and more: the mean is sure to .015), and no further than three deviations of goals and noise let them.
        np.testing.assert_allclose(truth.mean(0), 0.0, atol=0.06)
        self.assertTrue(np.all(truth.std(0) > 0.06) and np.all(truth.std(0) < 0.2), truth.std(0))
        least = np.argmin(np.abs(self.weights).sum(1))
        self.assertGreater(found[:, least].std(), 0.85)  # of its prior's 1: no goal tells of it
        self.assertEqual([note["wave"] for note in calibration.record], ["wave-1", "wave-2", "wave-3", "posterior"])
        self.assertAlmostEqual(calibration.goals[0].noise, 0.01, delta=0.009)  # 40 towns: chi-square, a false alarm in 10,000

    def test_no_two_waves_are_run_in_the_same_towns(self):
        _, town, _ = self.calibrated()
        waves = [set(towns) for towns in town.seen]
        self.assertEqual(len(set.union(*waves)), sum(map(len, waves)))
        self.assertTrue(all(len(each) == 20 for each in waves[1:]))

    def test_draws_more_where_too_few_are_plausible(self):
        calibration, town, found = self.calibrated(wanted=330)
        self.assertGreaterEqual(len(found), 330)
        self.assertEqual([note["wave"] for note in calibration.record[3:]], ["posterior", "posterior-2"])
        self.assertEqual(sum(note["plausible"] for note in calibration.record[3:]), len(found))
        self.assertLess(calibration.record[-1]["rows"], 300)
        truth = town.truth(self.space.values(found[-30:])) - town.truth(self.hidden)
        np.testing.assert_allclose(truth.mean(0), 0.0, atol=0.1)  # 5 standard errors

    def test_bounds_hold_for_what_is_accepted_and_not_only_for_what_was_measured(self):
        value = Town(self.weights, 0.0).truth(self.hidden)[0, 0]
        _, town, found = self.calibrated(above=value - 0.05)
        self.assertGreater(len(found), 50)
        # Three in ten rows lie beyond the bound; those that look good by the luck of four towns (.05) are few.
        self.assertLess(np.mean(town.truth(self.space.values(found))[:, 0] < value - 0.05), 0.12)

    def test_defaults_lie_at_the_goals_where_what_is_not_fitted_has_its_default(self):
        calibration, town, found = self.calibrated()
        at, far = calibration.at_defaults(found, 4, 100)
        values = self.space.values(at[None])
        np.testing.assert_array_equal(values[0, 10:], 0.0)
        # Measured in 100 towns of luck .1.
        np.testing.assert_allclose(town.truth(values), town.truth(self.hidden), atol=0.025)
        self.assertLess(far, 0.1)


class Defaults(unittest.TestCase):
    def test_defaults_stay_as_near_to_the_sets_as_goals_let_them(self):
        space = ParameterSpace([Uncertain(f"f{n}", -3.0, 3.0, 0.0) for n in range(3)] + [Uncertain("u", -1.0, 1.0, 0.0, 0.5)])
        slopes = np.array([1.0, 0.5, 0.0])
        bent = lambda along: along - 0.2 * along**2  # what is learnt at the start does not hold further on
        run = lambda name, values, towns, replicates: np.repeat(bent(space.normals(values)[:, None, :3] @ slopes[:, None]), replicates, axis=1)
        # A wide goal, and sets in which the third goes along with what is not fitted, whose default is not where they lie.
        sets = np.random.default_rng(8).normal(0.0, 1.0, (2000, 4))
        sets[:, 3] = 1.0 + 0.5 * sets[:, 3]
        sets[:, 2] = 0.8 * sets[:, 3]
        at, _ = Calibration(space, [Goal("y", 2.0, 1.0, 0.0)], 3.0, run, 1, 5).at_defaults(sets, 8, 1)
        start = sets[:, :2].mean(0)
        length = slopes @ slopes
        moved = 0.0  # along the slopes: as far as a goal of variance 1 pulls
        for _ in range(50):
            moved = length / (length + 1.0) * (2.0 - bent(slopes[:2] @ start + moved) + moved)
        np.testing.assert_allclose(at[:2], start + slopes[:2] / length * moved, atol=0.05)
        variance = sets[:, 3].var()
        self.assertAlmostEqual(at[2], 0.8 * (sets[:, 3].mean() - sets[:, 3].mean() * variance / (variance + 0.1)), delta=0.02)  # ridge .1


class Files(unittest.TestCase):
    def test_designs_are_kept_to_the_bit(self):
        rows = np.random.default_rng(9).standard_normal((7, 3))
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "d.csv").write_text(design_text(["a", "b", "c"], rows))
            names, read = read_design(Path(folder) / "d.csv")
            self.assertEqual(names, ["a", "b", "c"])
            np.testing.assert_array_equal(read, rows)
            (Path(folder) / "bad.csv").write_text("a,b\n1\n")
            with self.assertRaisesRegex(ValueError, "bad.csv:2"):
                read_design(Path(folder) / "bad.csv")

    def test_a_key_that_is_missing_is_named_with_its_file(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "declared.toml"
            path.write_text('study = "s.toml"\n')
            with self.assertRaisesRegex(ValueError, "declared.toml: error: `targets` is missing"):
                read_declared(path)
            whole = (ROOT / "scenarios/posterior/calibration.toml").read_text().replace('"../', f'"{ROOT}/scenarios/')
            for key, wrong, kind in (("uncertain", '"norms."', "a list"), ("youths", '"big"', "a whole number"), ("targets", "5", "a text")):
                path.write_text(re.sub(rf"(?ms)^{key} = (\[.*?^\]|[^\n]*)", f"{key} = {wrong}", whole))
                with self.assertRaisesRegex(ValueError, f"declared.toml: error: `{key}` is .*, not {kind}"):
                    read_declared(path)

    def test_what_is_declared_is_there(self):
        declared = read_declared(ROOT / "scenarios/posterior/calibration.toml")
        self.assertTrue(declared.study.is_file())
        self.assertGreaterEqual(len(declared.targets), 15)
        self.assertTrue(all(target.use == "fit" for target in declared.targets))
        goals = goals_of(declared.targets, declared.discrepancy, declared.accepted_inside)
        self.assertTrue(all(goal.observed > 0.0 for goal in goals))
        first = next(target for target in declared.targets if target.id == "PREV_CAN_LT_1216_2023")
        self.assertAlmostEqual(goals[declared.targets.index(first)].value, float(scaled(8.5)))
        multiplier = next(goal for goal in goals if goal.id == "SOCIAL_MULTIPLIER")
        np.testing.assert_allclose(np.square(multiplier.bounds), (1.2, 2.0))
        # An interval counts by the end that is nearer to its goal, as 1.96 standard deviations.
        skew = next(target for target in declared.targets if target.id == "NET_SURVIVAL_YEAR")
        near = min(scaled(skew.interval[1]) - scaled(skew.goal), scaled(skew.goal) - scaled(skew.interval[0]))
        self.assertAlmostEqual(goals[declared.targets.index(skew)].observed, (float(near) / 1.96) ** 2)
        with self.assertRaisesRegex(ValueError, "NO_SUCH_ROW"):
            goals_of(declared.targets, declared.discrepancy, ["NO_SUCH_ROW"])
        swept = swept_study(declared.study, Path("/design.csv"))
        self.assertIn('design = "/design.csv"', swept)
        self.assertNotIn('"../', swept)


def swept(medians: list[float]) -> xarray.Dataset:
    """A sweep of one point for each share of never-users (%) that start within a year, at 14."""
    shape = (len(medians), 2, 2, 1, 1, 1)
    dims = ("point", "arm", "replicate", "month", "subgroup", "substance")
    starts = np.broadcast_to(np.array(medians)[:, None, None, None, None, None] * 90.0, shape)
    return xarray.Dataset({"starts": (dims, starts), "lifetime_use": (dims, np.full(shape, 1000.0)), "youths": (dims[:5], np.full(shape[:5], 10000.0))},
                          {"arm": ["baseline", "shifted"], "month": [6], "subgroup": ["age_14"], "substance": ["cannabis"]}, {"every": 12, "source": "pijler"})


class Validation(unittest.TestCase):
    def test_judges_the_middle_set_and_shows_what_fails(self):
        row = next(target for target in read_targets(ROOT / "scenarios/targets.csv") if target.id == "INIT_CAN_HAZ_145_165")
        target = dataclasses.replace(row, ages=(14,), weights=(), value=0.1, low=0.08, high=0.12, scale=1.0)
        good, bad = (check([target], swept(medians)) for medians in ([8.0, 9.0, 10.0, 11.0, 50.0], [1.0, 2.0, 3.0, 9.0, 9.0]))
        self.assertAlmostEqual(good[0].median, 0.10)
        self.assertEqual((good[0].verdict, bad[0].verdict), ("inside", "OUTSIDE"))
        self.assertEqual((inside(good, "validate"), inside(bad, "validate"), inside(bad, "fit")), ((1, 1), (0, 1), (0, 0)))
        self.assertIn("artefact", as_text(bad, 5))  # its remark
        self.assertTrue(all(len(line) <= 80 for line in as_text(bad, 5).splitlines()))

    def test_what_cannot_be_measured_is_missing(self):
        missing = check([target for target in read_targets(ROOT / "scenarios/targets.csv") if target.id == "PREV_CAN_LT_16_2019"], swept([1.0]))
        self.assertEqual(missing[0].verdict, "missing")


@unittest.skipIf(PROGRAM is None, "needs the program")
class Command(unittest.TestCase):
    def test_keeps_sets_and_record_and_takes_up_where_it_was(self):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            # A discrepancy so large that so small a town is plausible nearly everywhere.
            lenient = (ROOT / "scenarios/posterior/calibration.toml").read_text().replace('"../', f'"{ROOT}/scenarios/').replace("discrepancy = 0.03", "discrepancy = 5.0")
            (folder / "declared.toml").write_text(lenient.replace('accepted_inside = ["SOCIAL_MULTIPLIER"]', "accepted_inside = []"))
            words = [ROOT / "analysis/pijler-calibrate", "--declared", folder / "declared.toml", "--pijler", PROGRAM, "--folder", folder / "runs", "-o", folder / "sets.csv",
                     "--rows", "30", "--waves", "1", "--sets", "8", "--youths", "400"]
            first = subprocess.run(words, capture_output=True, text=True)
            self.assertEqual(first.returncode, 0, first.stderr)
            names, rows = read_design(folder / "sets.csv")
            record = json.loads((folder / "sets.json").read_text())
            self.assertEqual((record["sets"], record["seed"]), (len(rows), 20261126))
            self.assertEqual(set(record["centre"]), set(names))
            self.assertEqual(len(record["inputs"]), 3)
            kept = (folder / "sets.csv").read_bytes(), (folder / "sets.json").read_bytes()
            again = subprocess.run([*words, "--overwrite"], capture_output=True, text=True)
            self.assertEqual((again.returncode, (folder / "sets.csv").read_bytes(), (folder / "sets.json").read_bytes()), (0, *kept))
            more = [*words, "--overwrite"]
            more[more.index("8")] = "100000"
            few = subprocess.run(more, capture_output=True, text=True)
            self.assertEqual((few.returncode, (folder / "sets.csv").read_bytes()), (1, kept[0]), few.stderr)
            self.assertIn("stays as it was", few.stderr)
            (folder / "sets.csv").write_text("a\n0.0\n")
            self.assertEqual(subprocess.run(words, capture_output=True).returncode, 73)
            # What lies in the folder is of another town.
            other = subprocess.run([*words[:-1], "500", "--overwrite"], capture_output=True, text=True)
            self.assertNotIn(other.returncode, (0, 1), other.stderr)
            self.assertEqual((folder / "sets.csv").read_text(), "a\n0.0\n")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
