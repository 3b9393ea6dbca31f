"""Decisions over worlds whose answer is known, and the command on a sweep made on the fly.

Run as it is, with the program and the source folder as arguments to try the command too; or by pytest.
"""

import csv
import dataclasses
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROGRAM = Path(sys.argv[1]) if __name__ == "__main__" and len(sys.argv) > 1 else None
ROOT = Path(sys.argv[2]) if __name__ == "__main__" and len(sys.argv) > 2 else Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "analysis"), str(ROOT / "tests/analysis")]

import numpy as np  # noqa: E402
import xarray  # noqa: E402

from pijler.decision import (Worlds, best_shares, break_even, cost_at_tie, in_thirds, pairs, per_100000, regret, replicates_needed, value_of_all,  # noqa: E402
                             value_of_each, worlds_of)
from pijler.intervals import without_noise  # noqa: E402
from pijler.multiplier import with_multiplier  # noqa: E402
from pijler.open import ResultError, open_result  # noqa: E402
from small_sweep import STUDY, small_sweep  # noqa: E402


def made(worlds: int = 2000, replicates: int = 4, noise: float = 0.0) -> Worlds:
    """Arm `steady` has 100 fewer in each world; `gamble` 300 fewer where parameter `a` is above 0 and 100 more where it is not. `b` means nothing."""
    random = np.random.default_rng(4)
    parameters = random.uniform(-1.0, 1.0, (worlds, 2))
    true = np.column_stack([np.full(worlds, -100.0), np.where(parameters[:, 0] > 0.0, -300.0, 100.0)])
    total = true[:, None, :] + random.normal(0.0, noise, (worlds, replicates, 2)) if noise else np.repeat(true[:, None, :], replicates, axis=1)
    return Worlds(["steady", "gamble"], "first uses", total, 0.5 * total, np.full((worlds, replicates), 2000.0), np.tile([1e5, 2e5], (worlds, 1)), ["a", "b"], parameters)


class Decisions(unittest.TestCase):
    def test_pairs_say_how_often_which_is_better(self):
        found = {(pair.one, pair.other): pair for pair in pairs(made(), 0.05)}
        steady = found["steady", "as now"]
        self.assertEqual((steady.better, steady.relevantly_better, steady.alike, steady.mean), (1.0, 0.0, 1.0, -100.0))  # 100 is 5 % of 2,000: not more
        gamble = found["gamble", "steady"]
        self.assertAlmostEqual(gamble.better, 0.5, delta=0.05)
        self.assertAlmostEqual(gamble.relevantly_better, 0.5, delta=0.05)
        self.assertEqual(gamble.alike, 0.0)
        without = {(pair.one, pair.other): pair for pair in pairs(made(), 0.05, made().direct)}
        self.assertEqual(without["steady", "as now"].mean, -50.0)

    def test_noise_of_replicates_does_not_blur_what_is_sure(self):
        noisy = {(pair.one, pair.other): pair for pair in pairs(made(noise=200.0), 0.05)}
        self.assertGreater(noisy["steady", "as now"].better, 0.99)  # means alone would say .84
        values = np.random.default_rng(2).normal(5.0, 3.0, (4000, 1)) + np.random.default_rng(3).normal(0.0, 4.0, (4000, 4))
        self.assertAlmostEqual(float(np.std(without_noise(values))), 3.0, delta=0.15)

    def test_best_and_regret(self):
        half = float(np.mean(made().parameters[:, 0] > 0.0))
        np.testing.assert_allclose(best_shares(made()), [0.0, 1.0 - half, half])
        np.testing.assert_allclose(regret(made()), [100.0 * (1.0 - half) + 300.0 * half, 200.0 * half, 200.0 * (1.0 - half)])

    def test_money(self):
        self.assertAlmostEqual(per_100000(made())[0, 0], 100.0)
        self.assertTrue(np.isnan(cost_at_tie(made())[0, 0]) or cost_at_tie(made())[0, 0] == 1.0)
        prevented = float(-made().difference[:, 1].mean())
        self.assertAlmostEqual(cost_at_tie(made())[0, 1], (100.0 / 1e5) / (prevented / 2e5))

    def test_value_of_knowing_what_matters(self):
        worlds = made(600, noise=50.0)
        truth = value_of_all(worlds)
        self.assertAlmostEqual(truth, 100.0, delta=15.0)
        found, by_chance = value_of_each(worlds)
        self.assertGreater(found["a"].value, 0.75 * truth)  # smoothed over the jump
        self.assertLess(found["b"].value, 0.05 * truth)
        self.assertLessEqual(found["b"].value, by_chance)
        self.assertLess(found["a"].low, found["a"].value)
        self.assertGreater(found["a"].high, found["a"].value)

    def test_value_of_knowing_hangs_on_no_reference(self):
        worlds = made(600, noise=50.0)
        # The same choice between three, told as differences from `steady`: the arms are `as now` and `gamble`.
        steady = worlds.total[:, :, :1]
        other = dataclasses.replace(worlds, total=np.concatenate([-steady, worlds.total[:, :, 1:] - steady], axis=2))
        np.testing.assert_allclose([each.value for each in value_of_each(other)[0].values()], [each.value for each in value_of_each(worlds)[0].values()], atol=1e-9)

    def test_break_even_line_is_where_the_ranking_flips(self):
        random = np.random.default_rng(6)
        parameters = random.uniform(0.0, 1.0, (300, 2))
        total = (parameters[:, 0] - parameters[:, 1])[:, None, None] * np.array([100.0, 0.0]) + random.normal(0.0, 2.0, (300, 2, 2))
        worlds = Worlds(["one", "other"], "first uses", total, total, np.full((300, 2), 500.0), np.ones((300, 2)), ["x", "y"], parameters)
        found = break_even(worlds, "one", "other", "x", "y", 11)
        truth = 100.0 * (found.x_values[None, :] - found.y_values[:, None])
        self.assertLess(np.abs(found.gap - truth).max(), 5.0)
        self.assertGreater(np.mean(np.abs(found.gap - truth) <= found.half), 0.8)
        self.assertLess(found.half.max(), 5.0)  # of the mean: a world's own noise is not in it
        for words in (("one", "other", "x", "z"), ("one", "other", "x", "x"), ("one", "one", "x", "y")):
            with self.assertRaises(ResultError):
                break_even(worlds, *words)

    def test_map_is_not_drowned_by_what_else_matters(self):
        random = np.random.default_rng(7)
        parameters = random.uniform(0.0, 1.0, (200, 5))
        gap = 50.0 * (parameters[:, 0] - parameters[:, 1]) + 1000.0 * (parameters[:, 3] - 0.5) * (0.5 + parameters[:, 0])
        total = np.stack([gap, np.zeros(200)], axis=1)[:, None, :] + random.normal(0.0, 2.0, (200, 2, 2))
        worlds = Worlds(["one", "other"], "first uses", total, total, np.full((200, 2), 500.0), np.ones((200, 2)), list("xyabc"), parameters)
        found = break_even(worlds, "one", "other", "x", "y", 11)
        middle = parameters[:, 3].mean() - 0.5
        truth = 50.0 * (found.x_values[None, :] - found.y_values[:, None]) + 1000.0 * middle * (0.5 + found.x_values[None, :])
        self.assertLess(np.abs(found.gap - truth).max(), 5.0)

    def test_a_switch_shows_where_the_ranking_hangs_on_it(self):
        low, high = (pairs(some, 0.05) for some in in_thirds(made(), "a"))
        self.assertEqual([{(pair.one, pair.other): pair.better for pair in side}["gamble", "steady"] for side in (low, high)], [0.0, 1.0])
        for side in in_thirds(made(), "b"):
            self.assertAlmostEqual({(pair.one, pair.other): pair.better for pair in pairs(side, 0.05)}["gamble", "steady"], 0.5, delta=0.08)
        with self.assertRaises(ResultError):
            in_thirds(made(), "c")

    def test_social_multiplier_is_an_axis(self):
        worlds, random = made(80, 2), np.random.default_rng(8)
        truth = 1.5 + 0.5 * worlds.parameters[:, 0]
        users = np.full((80, 2, 2, 6), 200.0)  # point, arm, replicate, March
        told = users.copy()
        direct = -0.1 + random.normal(0.0, 0.01, (80, 2, 1))
        users[:, 1] *= np.exp(truth[:, None, None] * direct + random.normal(0.0, 0.02, (80, 2, 1)))
        told[:, 1] *= np.exp(direct)
        dims = ("point", "arm", "replicate", "month", "subgroup")
        data = xarray.Dataset({"lifetime_use": (dims, users[..., None]), "direct_lifetime_use": (dims, told[..., None])},
                              {"arm": ["baseline", "shifted"], "month": 12 * np.arange(6) + 6, "subgroup": ["age_16"]}, {"months": 72})
        self.assertIs(with_multiplier(worlds, data, {"a", "b"}), worlds)
        found = with_multiplier(worlds, data, {"social_multiplier", "b"})
        self.assertLess(np.abs(found.parameters[:, -1] - truth).mean(), 0.05)  # of one world alone the parts say no more than +- .2
        self.assertEqual(break_even(found, "gamble", "steady", "social_multiplier", "b", 5).gap.shape, (5, 5))
        with self.assertRaises(ResultError):
            with_multiplier(worlds, data.isel(arm=[0]), {"social_multiplier"})

    def test_replicates_needed(self):
        worlds = made(3000, 4, noise=20.0)
        np.testing.assert_allclose(replicates_needed(worlds, 10.0), [16.0, 16.0], atol=1.0)  # (1.96 x 20 / 10)^2 = 15.4


SWEEP = """design = "priors"
points = 12
priors = "{scenarios}/priors/sceptical.csv"
[sweep.parameters]
"arm.parents.parent_education.coverage" = [0.1, 0.6]
"""


@unittest.skipIf(PROGRAM is None, "needs the program")
class Command(unittest.TestCase):
    def test_on_a_real_sweep(self):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            result = small_sweep(PROGRAM, ROOT / "scenarios", folder, SWEEP)
            command = lambda status, *words: self.said(status, result, *words)
            said = command(0, "--subgroup", "male", "--switch", "arm.parents.parent_education.coverage", "--map", "parents", "as now", "arm.parents.parent_education.coverage", "education.parents.effectiveness", "-o", folder / "out")
            self.assertTrue(all(len(line) <= 80 for line in said.splitlines() if str(folder) not in line), said)
            data = open_result(result)
            worlds = worlds_of(data.assign_attrs(estimand_horizon=12), "age_12_16")  # of two years
            year = data.sel(subgroup="age_12_16").isel(substance=0, month=np.asarray(data["month"]) < 12)
            asked = lambda name: year[name].astype(float).sum("month").transpose("point", "replicate", "arm").values
            before = asked("starts")[:, :, :1]
            np.testing.assert_allclose(worlds.total, asked("starts")[:, :, 1:] - before)
            np.testing.assert_allclose(worlds.direct, asked("direct_starts")[:, :, 1:] - before)
            spent = year["cost"].sum([dim for dim in year["cost"].dims if dim not in ("point", "replicate", "arm")]).mean("replicate").transpose("point", "arm")
            np.testing.assert_allclose(worlds.cost, spent.values[:, 1:])
            self.assertGreater(float(data["cost"].sum()), 1.5 * float(year["cost"].sum()))
            arms = list(csv.reader((folder / "out/arms-age_12_16.csv").read_text().splitlines()))
            self.assertEqual(len(arms[0]), len(set(arms[0])), "a column stands twice")
            rows = list(csv.DictReader((folder / "out/pairs-age_12_16.csv").read_text().splitlines()))
            self.assertEqual(len(rows), 2 * 3)  # three pairs, with a network and without
            self.assertTrue(all(0.0 <= float(row["p_better"]) <= 1.0 for row in rows))
            self.assertIn("a: education.youths.synergy_with_parents", said)
            self.assertIn("b: arm.parents.parent_education.coverage", said)
            self.assertEqual(len(list(csv.DictReader((folder / "out/switches-age_12_16.csv").read_text().splitlines()))), 2 * 2 * 3)
            self.assertIn("<svg", (folder / "out/break-even-0.svg").read_text())
            figures = {path.name: path.read_bytes() for path in (folder / "out").glob("*.svg")}
            command(0, "--switch", "arm.parents.parent_education.coverage", "--map", "parents", "as now", "arm.parents.parent_education.coverage", "education.parents.effectiveness", "-o", folder / "again")
            for path in (folder / "again").glob("*.svg"):
                self.assertEqual(path.read_bytes(), figures[path.name], path.name)
            report = subprocess.run([ROOT / "analysis/pijler-report", folder / "out/decision.h5"], capture_output=True, text=True)
            self.assertEqual((report.returncode, "this is a decision; give the sweep" in report.stderr), (65, True), report.stderr)
            self.assertEqual(list((folder / "out").glob(".half.*")), [])
            command(64, "--arms", "parents,parents")
            command(64, "--arms", "")
            command(73, "-o", folder / "out")
            command(73, "-o", folder / "nowhere/out")
            self.said(66, folder / "nothing.h5", "-o", folder / "out")
            lone = folder / "run.h5"
            subprocess.run([PROGRAM, "run", ROOT / "scenarios/baseline.toml", "-o", lone, "--youths", "300", "--months", "12", "--replicates", "1", "--set", "simulation.run_in_months=0"],
                           check=True, capture_output=True)
            self.said(65, lone)
            data = open_result(result)
            pushed = data.assign_coords(arm=["shifted" if arm == "parents" else arm for arm in data["arm"].values])
            self.assertEqual(worlds_of(pushed, "age_12_16").arms, [arm for arm in worlds_of(data, "age_12_16").arms if arm != "parents"])
            lacking = data.isel(point=data["point"].values != 4).assign_attrs(failed_points=["4: could not run"])
            self.assertEqual(worlds_of(lacking, "age_12_16").total.shape, (11, 2, 2))
            command(65, "--subgroup", "nobody")
            command(65, "--arms", "nobody")
            command(65, "--switch", "acceptance.intercept")
            command(65, "--map", "parents", "skills", "social_multiplier", "education.parents.effectiveness")
            command(65, "--map", "parents", "skills", "acceptance.intercept", "education.parents.effectiveness")

    def test_arms_at_equal_spending_are_told_and_drawn_too(self):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            result = small_sweep(PROGRAM, ROOT / "scenarios", folder, SWEEP, STUDY.replace('equalise = "none"', 'equalise = "budget"\nbudget = 20000.0'))
            self.assertIn("parents_equalised", self.said(0, result, "-o", folder / "out"))
            self.assertIn("<svg", (folder / "out/differences-age_12_16.svg").read_text())

    def said(self, status: int, *words) -> str:
        """What the command says."""
        done = subprocess.run([ROOT / "analysis/pijler-decide", *words], capture_output=True, text=True)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done.stdout


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
