"""The fit of programmes' parameters on trials: on made-up numbers worked out by hand, and the command on a real run.

Run as it is, with the program and the source folder as arguments to try the command too; or by pytest.
"""

import math
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROGRAM = Path(sys.argv[1]) if __name__ == "__main__" and len(sys.argv) > 1 else None
ROOT = Path(sys.argv[2]) if __name__ == "__main__" and len(sys.argv) > 2 else Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "analysis"))

import numpy as np  # noqa: E402

from pijler.trial_fit import Finding, Response, draw_priors, fit, leave_one_out, predict, quantile, significance, weigh  # noqa: E402
from pijler.trial_report import as_csv, as_text  # noqa: E402
from pijler.trials import Prior, parameters_of  # noqa: E402

ONE = {"effect": Prior(0.0, 1.0, -50.0, 50.0)}


def found(trial: str, log_odds_ratio: float | None, error: float | None = None, significant: bool | None = None) -> Finding:
    """A finding of one arm at one follow-up."""
    return Finding(trial, "arm", 12, log_odds_ratio, error, significant)


def answers(finding: Finding, slope=(1.0,), level: float = 0.0, spread: float = 0.2) -> Response:
    """A model whose level is known without error."""
    return Response(finding, level, np.array(slope), spread, 0.0)


class Fit(unittest.TestCase):
    def test_a_normal_prior_and_a_normal_finding_average_by_precision(self):
        """Prior N(0, 1) and -0.8 with error 0.5: mean -0.8 * 4 / 5, sd sqrt(1 / 5). 100,000 draws leave an error below 0.003."""
        after = fit([answers(found("a", -0.8, 0.5))], ONE)[0]
        self.assertAlmostEqual(after.mean, -0.64, delta=0.015)
        self.assertAlmostEqual(after.sd, math.sqrt(0.2), delta=0.01)
        self.assertEqual((after.prior_mean, after.prior_sd), (0.0, 1.0))

    def test_weighted_least_squares_of_two_parameters(self):
        priors = {"a": Prior(1.0, 0.5, -50.0, 50.0), "b": Prior(0.0, 0.3, -50.0, 50.0)}
        responses = [answers(found("x", -0.4, 0.2), (-0.5, 0.2), -0.1), answers(found("y", 0.1, 0.3), (0.1, 0.6), 0.05)]
        slopes = np.array([r.slope for r in responses])
        precision = np.diag([1 / 0.5**2, 1 / 0.3**2]) + slopes.T @ np.diag([1 / 0.2**2, 1 / 0.3**2]) @ slopes
        moved = np.linalg.solve(precision, slopes.T @ (np.array([-0.4 + 0.1, 0.1 - 0.05]) / np.array([0.2**2, 0.3**2])))
        after = fit(responses, priors)
        np.testing.assert_allclose([f.mean for f in after], np.array([1.0, 0.0]) + moved, atol=0.01)
        np.testing.assert_allclose([f.sd for f in after], np.sqrt(np.diag(np.linalg.inv(precision))), atol=0.01)

    def test_the_models_own_error_makes_a_finding_weigh_less(self):
        sharp = fit([answers(found("a", -0.8, 0.3))], ONE)[0]
        blurred = fit([Response(found("a", -0.8, 0.3), 0.0, np.array([1.0]), 0.2, 0.4)], ONE)[0]
        self.assertAlmostEqual(blurred.mean, -0.64, delta=0.015)
        self.assertLess(sharp.mean, blurred.mean)

    def test_no_difference_pulls_towards_none_and_a_difference_away(self):
        """In a large trial; in one of low power either says next to nothing."""
        wide = fit([], ONE)[0].sd
        self.assertAlmostEqual(wide, 1.0, delta=0.01)
        self.assertLess(fit([answers(found("a", None, significant=False), spread=0.1)], ONE)[0].sd, 0.3)
        self.assertGreater(fit([answers(found("a", None, significant=True), spread=0.1)], ONE)[0].sd, 1.0)
        self.assertGreater(fit([answers(found("a", None, significant=False), spread=5.0)], ONE)[0].sd, 0.9)

    def test_draws_keep_to_the_range_and_are_the_same_each_time(self):
        priors = {"a": Prior(0.0, 1.0, -0.5, 2.0)}
        drawn = draw_priors(priors)
        self.assertGreaterEqual(drawn.min(), -0.5)
        self.assertLessEqual(drawn.max(), 2.0)
        np.testing.assert_array_equal(drawn, draw_priors(priors))


class Predict(unittest.TestCase):
    def test_the_trial_left_out_says_nothing_of_its_own_prediction(self):
        def of(first: float) -> dict:
            responses = [answers(found("a", first, 0.2)), answers(found("b", -0.5, 0.2))]
            return {p.finding.trial: p for p in leave_one_out(responses, ONE)}

        self.assertEqual(of(0.5)["a"].odds_ratio, of(-5.0)["a"].odds_ratio)
        self.assertNotEqual(of(0.5)["b"].odds_ratio, of(-5.0)["b"].odds_ratio)

    def test_all_findings_of_a_trial_are_left_out_together(self):
        responses = [answers(Finding("a", arm, 12, -2.0, 0.1, None)) for arm in ("one", "two")]
        for prediction in leave_one_out([*responses, answers(found("b", 0.0, 0.1))], ONE)[:2]:
            self.assertAlmostEqual(math.log(prediction.odds_ratio), 0.0, delta=0.02)

    def test_the_interval_holds_what_papers_of_that_size_report(self):
        """Posterior N(-0.5, 0.5) by conjugacy, a paper's error of 0.3 on top."""
        responses = [answers(found("a", 0.0, 0.3)), answers(found("b", -1.0, 1.0))]
        p = leave_one_out(responses, ONE)[0]
        half = 1.959964 * math.sqrt(0.5 + 0.09)
        self.assertAlmostEqual(math.log(p.odds_ratio), -0.5, delta=0.02)
        self.assertAlmostEqual(math.log(p.low), -0.5 - half, delta=0.04)
        self.assertAlmostEqual(math.log(p.high), -0.5 + half, delta=0.04)

    def test_misses_are_told(self):
        responses = [answers(found("a", 1.5, 0.1)), answers(found("b", -1.0, 0.1)), answers(found("c", None, significant=False), spread=0.05)]
        predictions = leave_one_out(responses, ONE)
        self.assertEqual([p.is_inside for p in predictions][:2], [False, False])
        text, table = as_text(predictions, fit(responses, ONE)), as_csv(predictions)
        self.assertIn("MISS", text)
        self.assertIn("no difference", text)
        self.assertEqual(table.count("MISS"), text.count("MISS"))
        self.assertLessEqual(max(len(line) for line in text.splitlines()), 80)

    def test_a_finding_of_significance_is_missed_where_it_was_unlikely(self):
        sure = predict(answers(found("a", None, significant=False), (0.0,), level=-2.0), ONE, np.zeros((10, 1)), np.full(10, 0.1))
        self.assertFalse(sure.is_inside)
        unsure = predict(answers(found("a", None, significant=False), (0.0,), level=-0.2), ONE, np.zeros((10, 1)), np.full(10, 0.1))
        self.assertTrue(unsure.is_inside)

    def test_without_an_effect_one_trial_in_twenty_differs(self):
        self.assertAlmostEqual(float(significance(answers(found("a", 0.0, 0.1)), np.zeros(1))[0]), 0.05, delta=1e-6)

    def test_weighted_quantiles(self):
        self.assertEqual(quantile(np.array([3.0, 1.0, 2.0]), np.array([0.1, 0.2, 0.7]), 0.5), 2.0)
        self.assertAlmostEqual(float(weigh([], ONE, np.zeros((4, 1))).sum()), 1.0)


class Trials(unittest.TestCase):
    def test_a_trial_is_run_over_what_its_programmes_use(self):
        of = {path.stem: parameters_of(path) for path in (ROOT / "scenarios/trials").glob("*.toml") if "[trial]" in path.read_text(encoding="utf-8")}
        self.assertEqual(of["unplugged"], ["education.youths.skill"])
        self.assertEqual(of["facts-only"], ["education.youths.risk"])
        self.assertEqual(of["pas"], ["education.youths.skill", "education.parents.effectiveness", "education.youths.synergy_with_parents"])
        self.assertEqual(of["orebro-replication"], ["education.parents.effectiveness"])

    def test_sources_of_published_figures_are_in_the_bibliography(self):
        known = (ROOT / "scenarios/sources.bib").read_text(encoding="utf-8")
        for path in (ROOT / "scenarios/trials").glob("*.toml"):
            for line in path.read_text(encoding="utf-8").splitlines():
                if line.startswith("source = "):
                    self.assertIn("{" + line.split('"')[1] + ",", known, path)


@unittest.skipUnless(PROGRAM, "needs the program")
class Command(unittest.TestCase):
    def run_it(self, *words):
        return subprocess.run([ROOT / "analysis/pijler-trials", "--pijler", PROGRAM, *words], capture_output=True, text=True, check=False)

    def test_predicts_small_trials_and_keeps_their_runs(self):
        """Of two short trials in a small town, with next to no run-in: what comes out is no result, only that it comes."""
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "town.toml").write_text(f'title = "x"\nextends = "{ROOT}/scenarios/baseline.toml"\n[simulation]\nrun_in_months = 24\n', encoding="utf-8")
            for trial in ("unplugged", "facts-only"):
                text = (ROOT / f"scenarios/trials/{trial}.toml").read_text(encoding="utf-8").replace("../baseline.toml", "town.toml")
                (folder / f"{trial}.toml").write_text(text, encoding="utf-8")
            words = [folder / "unplugged.toml", folder / "facts-only.toml", "--youths", "4000", "--replicates", "2", "--results", folder / "runs", "-o", folder / "table.csv"]
            first = self.run_it(*words)
            self.assertEqual(first.returncode, 0, first.stderr)
            self.assertIn("Each trial predicted from all others", first.stdout)
            self.assertEqual(len((folder / "table.csv").read_text(encoding="utf-8").splitlines()), 3)
            self.assertEqual(len(list((folder / "runs").iterdir())), 6)
            made = {path: path.stat().st_mtime_ns for path in (folder / "runs").iterdir()}
            self.assertEqual(self.run_it(*words).returncode, 73)
            again = self.run_it(*words, "--overwrite")
            self.assertEqual(again.stdout, first.stdout)
            self.assertEqual(made, {path: path.stat().st_mtime_ns for path in (folder / "runs").iterdir()})

            town = folder / "town.toml"
            town.write_text(town.read_text(encoding="utf-8").replace("24", "36"), encoding="utf-8")
            stale = self.run_it(*words, "--overwrite")
            self.assertEqual(stale.returncode, 65)
            self.assertIn("town.toml", stale.stderr)
            town.write_text(town.read_text(encoding="utf-8").replace("36", "24"), encoding="utf-8")

            words[words.index("2")] = "3"
            self.assertEqual(self.run_it(*words, "--overwrite").returncode, 65)

    def test_bad_usage(self):
        self.assertEqual(self.run_it(ROOT / "scenarios/trials/unplugged.toml").returncode, 64)
        self.assertEqual(self.run_it("--replicates", "1").returncode, 64)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
