"""The package as a researcher meets it: results opened, compared, laid out and drawn, on small studies made on the fly.

package_test.py PIJLER SOURCE_DIR
"""

import doctest
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import warnings
from pathlib import Path

PROGRAM, ROOT = Path(sys.argv[1]), Path(sys.argv[2])
sys.path[:0] = [str(ROOT / "analysis"), str(ROOT / "tests/analysis")]

import matplotlib  # noqa: E402
import numpy as np  # noqa: E402
import xarray  # noqa: E402

import pijler  # noqa: E402
from pijler.intervals import next_interval, spread  # noqa: E402
from small_sweep import STUDY, small_sweep  # noqa: E402

matplotlib.use("agg")

FOLDER = Path(tempfile.mkdtemp(prefix="pijler-package-"))
SMALL = ("--months", "24", "--set", "simulation.run_in_months=24")
WORLDS = 'design = "priors"\npoints = 10\n[sweep.parameters]\n"arm.parents.parent_education.coverage" = [0.1, 0.6]\n'
SETTINGS = 'design = "grid"\n[sweep.parameters]\n"acceptance.male" = [0.0, 0.6]\n'
FAILING = 'design = "grid"\n[sweep.parameters]\n"youth_education.start" = [0, 3]\n"youth_education.end" = [2, 6]\n'


def run(*words) -> str:
    """What the program says."""
    done = subprocess.run([PROGRAM, *words], cwd=FOLDER, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stdout + done.stderr)
    return done.stdout


def sweep(name: str, text: str) -> None:
    """A merged sweep name/s.h5, and its folder name/s."""
    (FOLDER / name).mkdir()
    small_sweep(PROGRAM, ROOT / "scenarios", FOLDER / name, text)


def setUpModule():
    global TABLE
    study = re.sub(r"outcomes = .*\n", "", STUDY).replace("[sweep]\n", "").replace('equalise = "none"', 'equalise = "budget"\nbudget = 40000.0').replace('uncertainty = "none"', 'uncertainty = "priors"')
    (FOLDER / "study.toml").write_text(study.format(scenarios=ROOT / "scenarios"))
    TABLE = run("compare", "study.toml", "-o", "study.h5", "--youths", "3000", "--replicates", "4", *SMALL)
    run("run", ROOT / "scenarios/parent_education.toml", "-o", "run.h5", "--youths", "800", "--replicates", "3", *SMALL)
    sweep("worlds", WORLDS)


def tearDownModule():
    shutil.rmtree(FOLDER)


def rows_of(table: str, heading: str) -> list[tuple[str, str, list[str]]]:
    """Of the part of the program's table under a heading: delivery, arm, and its numbers as printed."""
    part = next(part for part in table.split("\n\n") if " ".join(part.split()).startswith(heading))
    rows, delivery = [], ""
    for line in part.splitlines():
        if "as delivered" in line or "with equal" in line:
            delivery = "as_delivered" if "as delivered" in line else "equalised"
        elif found := re.match(r"  (\w+) +([+-]\d.*)", line):
            rows.append((delivery, found[1], re.findall(r"[+-][\d.]+|all alike", found[2])))
    return rows


def printed(value: float, decimals: int) -> str:
    """As the program prints a difference: with its sign, + for what rounds to 0."""
    return re.sub(r"^-(0\.0+)$", r"+\1", f"{value:+.{decimals}f}")


class Opening(unittest.TestCase):
    def test_a_run_and_a_comparison_have_names_and_units(self):
        for name, arms in (("run.h5", 1), ("study.h5", 9)):
            result = pijler.open(FOLDER / name)
            self.assertEqual(result["starts"].dims, ("arm", "replicate", "month", "subgroup", "substance"))
            self.assertEqual(result.sizes["arm"], arms)
            self.assertEqual(result["starts"].sel(subgroup="age_12_16", substance="cannabis").shape, (arms, result.sizes["replicate"], result.sizes["month"]))
            self.assertTrue(all(result[each].attrs["units"] and result[each].attrs["long_name"] for each in result.variables))
        self.assertEqual(pijler.open(str(FOLDER / "run.h5")).sizes["replicate"], 3)  # a name does too

    def test_a_folder_that_is_done_is_as_merged(self):
        merged, folder = pijler.open(FOLDER / "worlds/s.h5"), pijler.open(FOLDER / "worlds/s")
        xarray.testing.assert_identical(merged, folder)
        self.assertEqual(folder["starts"].dims, ("point", "arm", "replicate", "month", "subgroup", "substance"))

    def copy(self) -> Path:
        """Of the folder, to be harmed."""
        other = Path(tempfile.mkdtemp(dir=FOLDER)) / "s"
        shutil.copytree(FOLDER / "worlds/s", other)
        return other

    def test_a_folder_that_is_not_done_has_the_points_that_are(self):
        folder, merged = self.copy(), pijler.open(FOLDER / "worlds/s.h5")
        entries = sorted((folder / "parts").glob("*.json"))
        self.assertEqual(len(entries), 20)  # of a replicate each
        for entry in (entries[3], *entries[12:]):  # half of point 1, and all from 6 on
            entry.unlink()
        found = pijler.open(folder)
        self.assertEqual(found["point"].values.tolist(), [0, 2, 3, 4, 5])
        xarray.testing.assert_identical(found, merged.sel(point=[0, 2, 3, 4, 5]))
        self.assertEqual(len(pijler.compare(found)), 2)
        for entry in entries:
            entry.unlink(missing_ok=True)
        with self.assertRaisesRegex(pijler.ResultError, "no point is finished"):
            pijler.open(folder)

    def test_damaged_and_foreign_parts_are_refused_by_name(self):
        folder = self.copy()
        part, entry, stranger = (folder / "parts" / name for name in ("000004.h5", "000007.json", "000009.json"))
        content = bytearray(part.read_bytes())
        content[len(content) // 2] ^= 1
        part.write_bytes(content)
        entry.write_text(entry.read_text().replace('"seed"', '"sead"'))
        other = Path(tempfile.mkdtemp(dir=FOLDER))
        (other / "s.toml").write_text((STUDY + WORLDS).format(scenarios=ROOT / "scenarios"))
        run("sweep", other / "s.toml", "-o", other / "s", "--youths", "800", "--replicates", "2", "--points", "4:5", "--seed", "9", *SMALL)
        for ending in (".h5", ".json"):
            shutil.copy((other / "s/parts/000009").with_suffix(ending), stranger.with_suffix(ending))
        with self.assertRaises(pijler.ResultError) as refused:
            pijler.open(folder)
        for said in (f"{part}: is damaged", f"{entry.with_suffix('.h5')}: its entry 000007.json is damaged", f"{stranger.with_suffix('.h5')}: is of another sweep"):
            self.assertIn(said, str(refused.exception))
        self.assertEqual(len(str(refused.exception).splitlines()), 4)

    def test_points_that_could_not_run_are_left_out(self):
        sweep("failing", FAILING)
        merged = pijler.open(FOLDER / "failing/s.h5")
        self.assertEqual((merged.sizes["point"], len(merged.attrs["failed_points"])), (3, 1))
        xarray.testing.assert_identical(merged, pijler.open(FOLDER / "failing/s"))

    def test_what_is_no_result_is_refused(self):
        (FOLDER / "text.h5").write_text("no result")
        for path, fault in (("text.h5", pijler.ResultError), ("none.h5", FileNotFoundError), (".", pijler.ResultError)):
            with self.assertRaises(fault):
                pijler.open(FOLDER / path)


class Comparing(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.result = pijler.open(FOLDER / "study.h5")

    def test_as_the_program_prints_it(self):
        """To the printed digits, for events in per cent and stocks in points."""
        seen = 0
        for heading, asked, percent, decimals in (("Estimand: starts in age_12_16 over 24 months (baseline", (), "_percent", 1), ("First uses at 18-24", ("starts", "age_18_24"), "_percent", 1),
                                                  ("Past-month use at 12-16, in", ("past_month_use", "age_12_16"), "", 2),
                                                  ("First uses under 15, the most impulsive third", ("starts", "under_15_impulsivity_high"), "_percent", 1)):
            table = pijler.compare(self.result, *asked).set_index(["delivery", "arm"])
            columns = [name.format(percent) for name in ("net{}", "noise{}_low", "noise{}_high", "drawn{}", "unknown{}_low", "unknown{}_high")]
            for delivery, arm, numbers in rows_of(TABLE, heading):
                if "all alike" in numbers:
                    continue
                ours = [printed(table.loc[(delivery, arm), column], decimals) for column in columns]
                self.assertEqual(numbers, ours[: len(numbers)], f"{heading}: {arm}, {delivery}")
                seen += len(numbers)
        self.assertGreater(seen, 60)

    def test_parameter_sets_as_printed(self):
        rows = np.random.default_rng(3).uniform(0.0, 1.5, 20)
        (FOLDER / "sets.csv").write_text("education.parents.effectiveness\n" + "".join(f"{row:.3f}\n" for row in rows))
        (FOLDER / "sets.toml").write_text((FOLDER / "study.toml").read_text().replace('uncertainty = "priors"', 'uncertainty = "sets.csv"'))
        said = run("compare", "sets.toml", "-o", "sets.h5", "--youths", "2000", "--replicates", "4", *SMALL)
        table = pijler.compare(pijler.open(FOLDER / "sets.h5")).set_index(["delivery", "arm"])
        found = [(row, numbers) for *row, numbers in rows_of(said, "Estimand: starts in age_12_16 over 24 months (baseline") if "all alike" not in numbers]
        self.assertTrue(found, said)
        for row, numbers in found:
            columns = ("net_percent", "noise_percent_low", "noise_percent_high", "unknown_percent_low", "unknown_percent_high")
            self.assertEqual(numbers, [printed(table.loc[tuple(row), column], 1) for column in columns])

    def test_a_reference_that_delivers_is_drawn_too(self):
        (FOLDER / "delivers.toml").write_text((FOLDER / "study.toml").read_text().replace("/baseline.toml", "/youth_information.toml").replace('equalise = "budget"', 'equalise = "none"'))
        said = run("compare", "delivers.toml", "-o", "delivers.h5", "--youths", "2000", "--replicates", "4", *SMALL)
        result = pijler.open(FOLDER / "delivers.h5")
        self.assertIn("baseline_drawn", result["arm"])
        table, flows = pijler.compare(result).set_index("arm"), pijler.prevented_provoked(result, "skills").set_index("flow")
        for _, arm, numbers in rows_of(said, "Estimand: starts in age_12_16 over 24 months (baseline"):
            self.assertEqual(numbers[3:], [printed(table.loc[arm, name], 1) for name in ("drawn_percent", "unknown_percent_low", "unknown_percent_high")])
        drawn = pijler.summary(pijler.paired_difference(result, "skills_drawn", "baseline_drawn"))
        self.assertEqual((drawn["mean"], drawn["next_low"]), (flows.loc["net", "drawn"], flows.loc["net", "unknown_low"]))

    def test_arm_against_arm_as_printed(self):
        table = pijler.compare(self.result, against="skills").set_index("delivery").loc["as_delivered"]
        self.assertEqual(table["arm"], "parents")
        found = re.search(r"parents against skills: less in (\d+) of (\d+) draws\s+([+-][\d.]+)", TABLE)
        self.assertEqual((str(table["draws_lower"]), str(table["draws"]), f"{table['net_percent']:+.1f}"), found.groups())

    def test_draws_that_matter_as_printed(self):
        table = pijler.compare(self.result)
        told = re.findall(r"of 4 draws, (\d) lower it by 5 % or more, (\d) raise it so", TABLE)
        self.assertEqual([(str(row.draws_relevantly_lower), str(row.draws_relevantly_higher)) for row in table.itertuples()], told[: len(table)])

    def test_flows_as_printed(self):
        flows = pijler.prevented_provoked(self.result).pivot(index=["delivery", "arm"], columns="flow", values="mean")
        told = re.findall(r"prev\. (\d+), prov\. (\d+), postp\. (\d+), forest\. (\d+); direct ([+-]\d+), spill-over ([+-]\d+)", TABLE)
        for numbers, (_, row) in zip(told, flows.loc[[("as_delivered", "skills"), ("as_delivered", "parents")]].iterrows()):
            ours = [row[name] for name in ("prevented", "provoked", "postponed", "forestalled", "direct", "spill_over")]
            np.testing.assert_allclose([float(number) for number in numbers], ours, atol=0.5 + 1e-9)
        np.testing.assert_allclose(flows["direct"] + flows["spill_over"], flows["net"])

    def test_flows_of_several_subgroups_and_one_arm(self):
        flows = pijler.prevented_provoked(self.result, "skills", ["female", "male"])
        self.assertEqual(len(flows), 2 * 2 * 7)
        self.assertEqual(list(flows["subgroup"].unique()), ["female", "male"])

    def test_differences_are_paired(self):
        difference = pijler.paired_difference(self.result, "skills_equalised_drawn", "baseline", "starts", "male", 12)
        starts = self.result["starts"].sel(subgroup="male", substance="cannabis").isel(month=0)
        np.testing.assert_array_equal(difference, starts.sel(arm="skills_equalised_drawn") - starts.sel(arm="baseline"))
        self.assertEqual((difference.dims, difference.attrs["units"]), (("replicate",), "persons"))
        self.assertEqual(pijler.paired_difference(self.result, "skills", outcome="past_month_use").attrs["units"], "percentage points")
        told = pijler.summary(pijler.paired_difference(self.result, "skills_drawn"))
        row = pijler.compare(self.result).query("arm == 'skills' and delivery == 'as_delivered'").iloc[0]
        np.testing.assert_allclose(told[["mean", "next_low", "next_high"]], row[["drawn", "unknown_low", "unknown_high"]].astype(float))

    def test_the_noise_floor_as_printed(self):
        table = pijler.compare(self.result)
        told = float(re.search(r"butterfly floor +([\d.]+)", TABLE)[1])
        self.assertAlmostEqual(100.0 * table.attrs["noise_floor"] / table["there"].iloc[0], told, delta=0.005 + 1e-9)
        with self.assertRaisesRegex(ValueError, "not of arms"):
            pijler.compare(self.result, "noise_floor_starts")

    def test_levels_and_whole_towns(self):
        norm = pijler.compare(self.result, "descriptive_norm", "age_12_16")
        there = self.result["descriptive_norm"].sel(arm="baseline", subgroup="age_12_16").isel(month=-1).mean()
        self.assertAlmostEqual(norm["there"].iloc[0], float(there), places=6)
        cost = pijler.compare(self.result, "cost")
        spent = self.result["cost"].sel(arm="skills").sum(["month", "pillar", "payer"]).mean()
        self.assertAlmostEqual(cost["net"].iloc[0], float(spent), places=3)
        self.assertEqual((cost.attrs["units"], cost.attrs["kind"], norm.attrs["kind"]), ("euro", "amount", "level"))

    def test_unknown_names_are_told_what_comes_close(self):
        for said, call in (("`starts`", lambda: pijler.compare(self.result, "start")), ("`age_12_16`", lambda: pijler.compare(self.result, subgroup="age_12-16")),
                           ("`parents`", lambda: pijler.paired_difference(self.result, "parent")), ("baseline, skills, parents", lambda: pijler.compare(self.result, against="zzz")),
                           ("`parents`", lambda: pijler.prevented_provoked(self.result, "parnets")), ("`youths`", lambda: pijler.tidy(self.result, "youth")),
                           ("a multiple of 12", lambda: pijler.compare(self.result, months=7)), ("one arm", lambda: pijler.compare(pijler.open(FOLDER / "run.h5")))):
            with self.assertRaisesRegex(ValueError, said):
                call()

    def test_tidy(self):
        table = pijler.tidy(self.result, "starts", "youths")
        self.assertEqual(len(table), self.result["starts"].size)
        row = table.query("arm == 'parents' and replicate == 2 and month == 18 and subgroup == 'male'").iloc[0]
        self.assertEqual(row["starts"], int(self.result["starts"].sel(arm="parents", replicate=2, month=18, subgroup="male")))
        self.assertEqual(row["youths"], int(self.result["youths"].sel(arm="parents", replicate=2, month=18, subgroup="male")))
        self.assertEqual(table.attrs["units"], {"starts": "persons", "youths": "persons"})
        self.assertEqual(list(pijler.tidy(self.result, "cost").columns), ["arm", "replicate", "month", "pillar", "payer", "cost"])


class Sweeps(unittest.TestCase):
    def test_plausible_worlds_are_what_is_unknown(self):
        result = pijler.open(FOLDER / "worlds/s.h5")
        table = pijler.compare(result).set_index("arm")
        net = result["net_starts"].sel(subgroup="age_12_16", substance="cannabis").sum("month")
        self.assertAlmostEqual(table.loc["skills", "net"], float(net.sel(arm="skills").mean()))
        self.assertEqual(table.loc["skills", "draws"], 10)
        worlds = pijler.paired_difference(result, "skills")
        self.assertEqual(worlds.dims, ("point", "replicate"))
        self.assertAlmostEqual(pijler.summary(worlds)["next_low"], table.loc["skills", "unknown_low"])

    def test_settings_are_told_point_by_point(self):
        sweep("settings", SETTINGS)
        result = pijler.open(FOLDER / "settings/s.h5")
        table = pijler.compare(result)
        self.assertEqual(table["arm"].tolist(), ["skills", "parents"] * 2)
        self.assertEqual(table["acceptance.male"].tolist(), np.repeat(result["design"].values[:, 0], 2).tolist())
        one = pijler.compare(result.isel(point=1))
        np.testing.assert_array_equal(one["net"], table["net"][2:])
        with self.assertRaisesRegex(pijler.ResultError, "choose one"):
            pijler.plot_differences(result)

    def test_spreads(self):
        values = np.array([1.0, 2.0, np.nan, 3.0])
        self.assertEqual(spread(values).mean, 2.0)
        self.assertAlmostEqual(spread(values).noise_high - 2.0, 4.302653 / 3.0**0.5, places=5)
        self.assertAlmostEqual(spread(values).next_high - 2.0, 4.302653 * (4.0 / 3.0) ** 0.5, places=5)
        self.assertTrue(np.isnan(spread(np.array([1.0])).noise_low) and np.isnan(spread(np.array([np.nan])).mean))

    def test_what_one_more_world_would_give(self):
        few = np.random.default_rng(3).normal(0.0, 1.0, 38)
        half = 2.026192 * few.std(ddof=1) * (1.0 + 1.0 / 38.0) ** 0.5  # Student's of 37 degrees of freedom
        np.testing.assert_allclose(next_interval(few), (few.mean() - half, few.mean() + half), atol=1e-5)
        self.assertEqual(next_interval(np.arange(39.0) ** 3), (0.0, 38.0**3))  # ranks: one more is beyond the ends in one of twenty
        self.assertTrue(np.isnan(next_interval(np.array([1.0]))).all() and np.isnan(next_interval(np.array([]))).all())
        one_world = spread(np.array([[-10.0, -11.0, -9.5]]))
        self.assertTrue(np.isnan(one_world.next_low) and np.isfinite(one_world.noise_low), one_world)


class Figures(unittest.TestCase):
    def tearDown(self):
        matplotlib.pyplot.close("all")

    def test_each_is_drawn_with_units_and_returns_its_axes(self):
        study, worlds, run_ = (pijler.open(FOLDER / name) for name in ("study.h5", "worlds/s.h5", "run.h5"))
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            for ax, label in ((pijler.plot_over_time(study), "persons a year"), (pijler.plot_over_time(study, "past_month_use", against="baseline"), "percentage points"),
                              (pijler.plot_over_time(run_, "past_month_use", "male"), "% of youths"), (pijler.plot_over_time(worlds, against="baseline"), "persons"),
                              (pijler.plot_differences(study), "%"), (pijler.plot_differences(worlds, arms=["parents"]), "%"),
                              (pijler.plot_differences(study, "descriptive_norm"), "1"), (pijler.plot_prevented_provoked(study), "persons"),
                              (pijler.plot_subgroups(study, "skills"), "%"), (pijler.plot_subgroups(study, "skills", "past_month_use", ["male", "female"]), "percentage points")):
                self.assertIn(label, ax.get_ylabel() + ax.get_xlabel())
                self.assertTrue(ax.get_title())
                ax.figure.savefig(FOLDER / "figure.svg")
            alone = study.isel(replicate=[0])  # no intervals
            for ax in (pijler.plot_over_time(alone, against="baseline"), pijler.plot_differences(alone), pijler.plot_prevented_provoked(alone)):
                ax.figure.savefig(FOLDER / "figure.svg")
        given = matplotlib.pyplot.subplots()[1]
        self.assertIs(pijler.plot_differences(study, ax=given), given)

    def test_break_even_map(self):
        worlds = pijler.open(FOLDER / "worlds/s.h5")
        ax = pijler.plot_break_even(worlds, "parents", "baseline", "arm.parents.parent_education.coverage", "education.parents.effectiveness")
        self.assertEqual(ax.get_ylabel(), "education.parents.effectiveness")
        with self.assertRaises(pijler.ResultError):
            pijler.plot_break_even(worlds, "parents", "baseline", "coverage", "education.parents.effectiveness")


class Package(unittest.TestCase):
    def test_examples_in_docstrings_are_true(self):
        before = os.getcwd()
        os.chdir(FOLDER)
        try:
            found = doctest.testmod(pijler)
        finally:
            os.chdir(before)
        self.assertEqual(found.failed, 0)
        self.assertGreater(found.attempted, 8)

    def test_public_names_say_what_they_do(self):
        for name in pijler.__all__:
            self.assertGreater(len(getattr(pijler, name).__doc__.split()), 8, name)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
