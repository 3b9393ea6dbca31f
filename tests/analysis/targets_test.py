"""The table of target against model: scaling, weights, intervals and the exit status, on small results worked out by hand.

Run as it is, with the program and the source folder as arguments to try the command on a real run too; or by pytest.
"""

import os
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

from pijler.intervals import mean_interval, ratio_interval, t975  # noqa: E402
from pijler.open import ResultError, in_mid_year, open_result  # noqa: E402
from pijler.target_table import all_inside, as_csv, as_text, compare  # noqa: E402
from pijler.targets import help_coverage, misperception_ratio, multiplier_parts, net_cessation, prevalence, read_targets, share_of_users, start_hazard, survey_measure  # noqa: E402

AGES = range(12, 26)
PER_YOUTH = ("arm", "replicate", "month", "subgroup", "substance")
SURVEYS = {"network_degree": 5.0, "network_reciprocity": 0.5, "network_transitivity": 0.35, "network_same_sex": 0.8, "network_tie_survival": 0.4,
           "friend_odds_ratio": 5.0, "network_influence": 1.4, "network_selection": 0.3}
# Percent of youths that each age is given, in the reference arm; inside every interval of targets.csv.
LIFETIME = {12: 0.6, 13: 4.0, 14: 8.5, 15: 14.0, 16: 22.0, 17: 28.0, 18: 32.0, 19: 34.0, 20: 45.0, 21: 46.0, 22: 47.0, 23: 48.0, 24: 49.0, 25: 50.0}


def made_result(years: int = 10, replicates: int = 3, total: float = -0.16, direct: float = -0.10) -> xarray.Dataset:
    """A result of 10,000 youths an age, with records of September and March; September's are nonsense that must not be read.

    The push changes log lifetime use at 16 by `total`, in the direct twin by `direct`, in the last two years only.
    """
    months = [12 * year + moment for year in range(years) for moment in (0, 6)]
    march = np.array([month % 12 == 6 for month in months])
    shape = (2, replicates, len(months), len(AGES), 1)
    use = np.zeros(shape)
    use += np.array([LIFETIME[age] for age in AGES])[None, None, None, :, None] * 100
    late = (np.array(months) >= 12 * (years - 2)) & march
    own, twin = use.copy(), use.copy()
    own[1, :, late, 4] *= np.exp(total)
    twin[1, :, late, 4] *= np.exp(direct)
    own[:, :, ~march] = 9999
    data = {"lifetime_use": (PER_YOUTH, own), "direct_lifetime_use": (PER_YOUTH, twin), "past_year_use": (PER_YOUTH, own * 0.9),
            "past_month_use": (PER_YOUTH, own * 0.6), "regular_use": (PER_YOUTH, own * 0.6 * 0.25), "quits": (PER_YOUTH, own * 0.9 * 0.2),
            "relapses": (PER_YOUTH, own * 0.9 * 0.05), "youths": (PER_YOUTH[:4], np.full(shape[:4], 10_000)),
            "descriptive_norm": (PER_YOUTH, np.full(shape, 0.18)), "misperception": (PER_YOUTH, np.full(shape, 0.08))}
    for name, value in SURVEYS.items():
        data[name] = (PER_YOUTH[:3], np.full(shape[:3], value))
    data["past_year_use"][1][:, :, :, 6:] = 2500
    coordinates = {"arm": ["baseline", "shifted"], "replicate": range(replicates), "month": months, "subgroup": [f"age_{age}" for age in AGES],
                   "substance": ["cannabis"]}
    return xarray.Dataset(data, coordinates, {"source": "pijler 0", "months": 12 * years, "every": 12})


class ReadTargets(unittest.TestCase):
    def test_scaling_weights_and_tolerance_of_the_file(self):
        rows = {target.id: target for target in read_targets(ROOT / "scenarios/targets.csv")}
        sixteen = rows["PREV_CAN_LT_16_2019"]
        self.assertEqual((sixteen.value, sixteen.low, sixteen.high), (26.0, 22.0, 29.0))
        self.assertAlmostEqual(sixteen.goal, 22.1)
        np.testing.assert_allclose(sixteen.interval, (18.7, 24.65))
        np.testing.assert_allclose(rows["PREV_CAN_LT_14_2019"].interval, (5.5, 11.5))  # 10 x .85, then +- 3
        np.testing.assert_allclose(rows["PREV_CAN_LT_12_2019"].interval, (0.0, 0.85))
        self.assertEqual(rows["PREV_CAN_LT_1216_2023"].weights, (0.19, 0.22, 0.22, 0.22, 0.15))
        self.assertEqual(rows["PREV_CAN_LT_1819_2021"].weights, ())
        np.testing.assert_allclose(rows["SOCIAL_MULTIPLIER"].interval, (1.2, 2.0))

    def test_faults_name_file_line_and_row(self):
        good = (ROOT / "scenarios/targets.csv").read_text(encoding="utf-8").splitlines()
        for wrong, why in ((good[1].replace(",lifetime_use,", ",lifetime_abuse,"), "lifetime_abuse"), (good[4].replace("0.19 ", ""), "4 weights for 5 ages"),
                           (good[2].replace(",3,2019", ",,2019"), "neither an interval"), (good[1].replace("0.7,percent", "x,percent"), "could not convert")):
            with self.subTest(why), tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "t.csv"
                path.write_text("\n".join([good[0], wrong]) + "\n", encoding="utf-8")
                with self.assertRaisesRegex(ValueError, rf"t\.csv:2: error: \w+: .*{why}"):
                    read_targets(path)


class Measure(unittest.TestCase):
    def test_single_age_is_read_in_march_and_in_the_reference(self):
        np.testing.assert_allclose(prevalence(made_result(), "lifetime_use", (16,)), [22.0] * 3)

    def test_survey_weights_by_hand(self):
        weighted = prevalence(made_result(), "lifetime_use", (12, 13, 14, 15, 16), (0.19, 0.22, 0.22, 0.22, 0.15))
        by_hand = 0.19 * 0.6 + 0.22 * 4.0 + 0.22 * 8.5 + 0.22 * 14.0 + 0.15 * 22.0  # = 9.244
        np.testing.assert_allclose(weighted, [by_hand] * 3)
        np.testing.assert_allclose(prevalence(made_result(), "lifetime_use", (12, 13, 14, 15, 16)), [(0.6 + 4.0 + 8.5 + 14.0 + 22.0) / 5] * 3)

    def test_without_weights_youths_count_not_ages(self):
        result = made_result()
        result["youths"].loc[{"subgroup": "age_19"}] = 30_000
        # 3,200 and 3,400 users of 10,000 and 30,000 youths
        np.testing.assert_allclose(prevalence(result, "lifetime_use", (18, 19)), [100 * 6600 / 40000] * 3)

    def test_weights_need_not_add_to_one(self):
        np.testing.assert_allclose(prevalence(made_result(), "lifetime_use", (12, 13), (3.0, 1.0)), [(3 * 0.6 + 4.0) / 4] * 3)

    def test_hazards_and_shares_of_users(self):
        result = made_result()
        result = result.isel(month=np.asarray(result["month"]) % 12 == 6)
        result["starts"] = result["lifetime_use"] * 0 + 300
        result["regular_use"], result["problematic_use"] = result["lifetime_use"] * 0.2, result["lifetime_use"] * 0.05
        # 300 of 10,000 - 60, 10,000 - 400 and 10,000 - 850 never-users
        np.testing.assert_allclose(start_hazard(result, (12, 13, 14), (0.5, 1.0, 0.5)), [0.25 * 300 / 9940 + 0.5 * 300 / 9600 + 0.25 * 300 / 9150] * 3)
        np.testing.assert_allclose(share_of_users(result, "dependence", (16, 17)), [0.25] * 3)
        weighted = (0.3 * 22.0 + 0.7 * 28.0) * 0.2 / ((0.3 * 22.0 + 0.7 * 28.0) * 0.6)
        np.testing.assert_allclose(share_of_users(result, "regular_of_past_month", (16, 17), (0.3, 0.7)), [weighted] * 3)
        # 18 of 100 past-year users stopped, 4.5 began again: 13.5 of the 86.5 who still used.
        np.testing.assert_allclose(net_cessation(result.assign(quits=result["past_year_use"] * 0.18, relapses=result["past_year_use"] * 0.045), (14, 15)), [13.5 / 86.5] * 3)
        np.testing.assert_allclose(help_coverage(result.assign(referrals=result["problematic_use"] * 0.2), (18, 19)), [20.0] * 3)
        result.attrs["every"] = 1
        for events in (start_hazard, net_cessation, help_coverage):
            with self.assertRaisesRegex(ResultError, "whole years"):
                events(result, (12,))

    def test_misperception_ratio(self):
        np.testing.assert_allclose(misperception_ratio(made_result(), (14, 15, 16)), [1.8] * 3)  # .18 / (.18 - .08)

    def test_a_first_survey_that_cannot_know_is_left_out(self):
        result = made_result()
        result["network_tie_survival"].loc[{"month": 6}] = np.nan
        np.testing.assert_allclose(survey_measure(result, "network_tie_survival"), [0.4] * 3)

    def test_multiplier(self):
        total, direct = multiplier_parts(made_result(total=-0.16, direct=-0.10))
        np.testing.assert_allclose(total, [-0.16] * 3)
        np.testing.assert_allclose(direct, [-0.10] * 3)

    def test_what_a_result_lacks_is_said(self):
        with self.assertRaisesRegex(ResultError, "shifted"):
            multiplier_parts(made_result().isel(arm=[0]))
        with self.assertRaisesRegex(ResultError, "72 months"):
            multiplier_parts(made_result(years=5))
        with self.assertRaisesRegex(ResultError, "age_16"):
            prevalence(made_result().isel(subgroup=slice(0, 4)), "lifetime_use", (16,))
        with self.assertRaisesRegex(ResultError, "past_year_use"):
            prevalence(made_result().drop_vars("past_year_use"), "past_year_use", (16,))
        with self.assertRaisesRegex(ResultError, "March"):
            in_mid_year(made_result()["youths"].isel(month=[0]))


class Intervals(unittest.TestCase):
    def test_quantiles(self):
        for freedom, quantile in ((1, 12.706), (4, 2.776), (10, 2.228), (11, 2.201), (19, 2.093), (30, 2.042), (1000, 1.962)):
            self.assertAlmostEqual(t975(freedom), quantile, delta=6e-4)

    def test_mean(self):
        mean, half = mean_interval(np.array([1.0, 2.0, 3.0]))
        self.assertAlmostEqual(mean, 2.0)
        self.assertAlmostEqual(half, 4.3027 / 3**0.5, places=4)
        self.assertTrue(np.isnan(mean_interval(np.array([1.0]))[1]))

    def test_ratio_by_hand(self):
        ratio, half = ratio_interval(np.array([-2.0, -4.0]), np.array([-1.0, -3.0]))
        self.assertAlmostEqual(ratio, 1.5)
        # Without the first 4/3, without the second 2: half their difference, times t.
        self.assertAlmostEqual(half, 12.7062 * (2 - 4 / 3) / 2, places=4)
        np.testing.assert_allclose(ratio_interval(np.array([-0.16] * 3), np.array([-0.1] * 3)), (1.6, 0.0), atol=1e-12)


class Table(unittest.TestCase):
    def setUp(self):
        self.targets = [target for target in read_targets(ROOT / "scenarios/targets.csv") if target.use != "validate"]

    def test_all_inside_and_one_outside(self):
        result = made_result()
        lines = compare(self.targets, result)
        self.assertEqual([line.target.id for line in lines if line.verdict != "inside"], [])
        self.assertEqual(len(lines), sum(bool(target.outcome) for target in self.targets))
        self.assertTrue(all_inside(lines))
        result["network_transitivity"] -= 0.06  # .29 against .3-.45
        lines = compare(self.targets, result)
        self.assertEqual([line.target.id for line in lines if line.verdict == "OUTSIDE"], ["NET_TRANSITIVITY"])
        self.assertFalse(all_inside(lines))

    def test_missing_is_not_inside(self):
        lines = compare(self.targets, made_result().drop_vars("network_transitivity"))
        self.assertEqual([line.target.id for line in lines if line.verdict == "missing"], ["NET_TRANSITIVITY"])
        self.assertFalse(all_inside(lines))
        unknown = made_result()
        unknown["network_tie_survival"][:] = np.nan
        self.assertIn("missing", [line.verdict for line in compare(self.targets, unknown)])

    def test_text_fits_and_shows_both_values(self):
        result = made_result().drop_vars("network_transitivity")
        text = as_text(compare(self.targets, result), result)
        self.assertLessEqual(max(map(len, text.splitlines())), 80)
        row = next(line for line in text.splitlines() if line.startswith("PREV_CAN_LT_16_2019"))
        self.assertEqual(row.split()[1:], "lifetime 16 % 22.1 18.7-24.6 22.0 +-0.00 inside".split())
        self.assertIn("in 2019: 26 (22-29); x 0.85", text)

    def test_csv(self):
        lines = compare(self.targets, made_result())
        table = as_csv(lines).splitlines()
        self.assertEqual(len(table), len(lines) + 1)
        self.assertTrue(table[0].startswith("id,outcome,"))
        self.assertIn("PREV_CAN_LT_16_2019,lifetime_use,lifetime prevalence,16,16,percent,26.0,22.0,29.0,0.85,", table[3])


class Command(unittest.TestCase):
    def run_command(self, *words: str) -> subprocess.CompletedProcess:
        return subprocess.run([ROOT / "analysis/pijler-targets", *words], capture_output=True, text=True, check=False)

    def test_bad_usage_and_files(self):
        with tempfile.TemporaryDirectory() as folder:
            table = Path(folder) / "table.csv"
            table.write_text("mine\n", encoding="utf-8")
            other = Path(folder) / "other.h5"
            other.write_bytes(b"no result")
            for status, words in ((64, ["--rep", "2"]), (64, ["some.h5", "--replicates", "2"]), (66, [f"{folder}/none.h5"]), (65, [str(other)]),
                                  (73, ["-o", str(table)]), (66, ["--pijler", f"{folder}/pijler"])):
                done = self.run_command(*words)
                self.assertEqual(done.returncode, status, done.stderr)
                self.assertNotIn("Traceback", done.stderr)
            self.assertEqual(table.read_text(encoding="utf-8"), "mine\n")

    def test_result_file(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "made.h5"
            made_result().to_netcdf(path, engine="h5netcdf")
            self.assertEqual(open_result(path).sizes["arm"], 2)
            done = self.run_command(str(path), "-o", f"{folder}/table.csv")
            self.assertEqual(done.returncode, 0, done.stderr)
            made_result(total=-0.21).to_netcdf(f"{folder}/strong.h5", engine="h5netcdf")
            self.assertEqual(self.run_command(f"{folder}/strong.h5").returncode, 1)  # a multiplier of 2.1
            self.assertIn("SOCIAL_MULTIPLIER       social multiplier   1.60  1.20-2.00  1.60 +-0.00 inside", done.stdout)
            self.assertEqual(len(Path(f"{folder}/table.csv").read_text(encoding="utf-8").splitlines()), 1 + len([target for target in read_targets(ROOT / "scenarios/targets.csv") if target.use == "fit"]))

    @unittest.skipUnless(PROGRAM, "needs the program as an argument")
    def test_real_run(self):
        done = self.run_command("--pijler", os.fspath(PROGRAM), "--replicates", "2", "--youths", "1500", "--threads", "1", "--set",
                                "simulation.run_in_months=24")
        self.assertIn(done.returncode, (0, 1), done.stderr)
        self.assertNotIn("missing", done.stdout)
        self.assertIn("SOCIAL_MULTIPLIER", done.stdout)
        refused = self.run_command("--pijler", os.fspath(PROGRAM), "--set", "no.such.parameter=1")
        self.assertIn(refused.returncode, (64, 65), refused.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
