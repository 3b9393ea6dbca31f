#!/usr/bin/python3
"""What compare prints is what its result holds. Runs the built program.

table_test.py PIJLER SOURCE_DIR
"""
import pathlib
import math
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

PIJLER, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
STUDY = ROOT / "scenarios/studies/parents-vs-youths.toml"
REPLICATES = 4

try:
    import h5py
    import numpy
except ImportError:
    sys.exit(77)


class Table(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="pijler-table-"))
        study = STUDY.read_text().replace('"../', f'"{ROOT}/scenarios/').replace("horizon = 120", "horizon = 36")
        (cls.folder / "study.toml").write_text(study)
        done = subprocess.run([PIJLER, "compare", cls.folder / "study.toml", "--youths", "3000", "--months", "36", "--replicates", str(REPLICATES),
                               "--set", "simulation.run_in_months=24", "-o", cls.folder / "out.h5"], capture_output=True, text=True, timeout=120)
        if done.returncode != 0:
            raise RuntimeError(done.stdout + done.stderr)
        cls.text = done.stdout
        cls.file = h5py.File(cls.folder / "out.h5")
        cls.arms = list(cls.file["arm"].asstr()[()])
        cls.groups = list(cls.file["subgroup"].asstr()[()])

    @classmethod
    def tearDownClass(cls):
        cls.file.close()
        shutil.rmtree(cls.folder)

    def part(self, title):
        found = [part for part in self.text.split("\n\n") if part.strip().startswith(title)]
        self.assertEqual(len(found), 1, f"one part begins with {title!r}:\n{self.text}")
        return found[0]

    def total(self, name, arm, group):
        """Over the months, per replicate."""
        data = self.file[name]
        data = data[:, :, self.groups.index(group), 0] if arm is None else data[self.arms.index(arm), :, :, self.groups.index(group), 0]
        return data.sum(axis=1).astype(float)

    def change(self, arm, other, group):
        return 100 * (self.total("starts", arm, group) - self.total("starts", other, group)) / self.total("starts", "baseline", group).mean()

    def lines_of(self, part, arm):
        """The lines of an arm as delivered, from its own on."""
        lines = part.splitlines()
        first = next(n for n, line in enumerate(lines) if re.match(rf"  {arm}\b", line))
        return lines[first:first + 3]

    def test_net_drawn_and_unknown(self):
        for title, group in (("Estimand: starts in age_12_16 over 36 months (", "age_12_16"), ("First uses at 12-16, the most impulsive third", "age_12_16_impulsivity_high")):
            for arm in ("youths_skills", "parents"):
                drawn = self.change(f"{arm}_drawn", "baseline", group)
                half = 3.182446 * drawn.std(ddof=1) * (1 + 1 / REPLICATES) ** 0.5  # Student's t of 3 degrees of freedom
                row = self.lines_of(self.part(title), arm)[0]
                self.assertRegex(row, rf" {self.change(arm, 'baseline', group).mean():+.1f} ".replace("+", r"\+"))
                self.assertTrue(re.sub(" +", " ", row).endswith(f" {drawn.mean():+.1f} {drawn.mean() - half:+.1f} .. {drawn.mean() + half:+.1f}"), row)

    def test_flows_of_the_direct_twin(self):
        half_away = lambda value: int(math.copysign(math.floor(abs(value) + 0.5), value))  # as C++ rounds
        flows = {word: self.total(f"{name}_starts", "youths_information", "age_12_16").mean()
                 for word, name in (("prev.", "prevented"), ("prov.", "provoked"), ("postp.", "postponed"), ("forest.", "forestalled"))}
        twin, own, base = (self.total(name, arm, "age_12_16").mean() for name, arm in
                           (("direct_starts", "youths_information"), ("starts", "youths_information"), ("starts", "baseline")))
        row = self.lines_of(self.part("Estimand: starts in age_12_16 over 36 months ("), "youths_information")[2]
        self.assertEqual(row.strip(), ", ".join(f"{word} {value:.0f}" for word, value in flows.items())
                         + f"; direct {half_away(twin - base):+d}, spill-over {half_away(own - twin):+d}")

    def test_says_how_often_the_effect_is_as_large_as_matters(self):
        self.assertIn("a difference of 5 % matters", self.text)
        drawn = self.change("youths_skills_drawn", "baseline", "age_12_16")
        row = self.lines_of(self.part("Estimand: starts in age_12_16 over 36 months ("), "youths_skills")[1]
        self.assertEqual(row.strip(), f"of {REPLICATES} draws, {(drawn <= -5).sum()} lower it by 5 % or more, {(drawn >= 5).sum()} raise it so")

    def test_sets_each_arm_against_each_other(self):
        part = self.part("Arm against arm")
        for ending, heading in (("", "as delivered"), ("_equalised", "with equal budget")):
            rows = part.split(f"  {heading}\n")[1].splitlines()
            at = next(n for n, row in enumerate(rows) if row.startswith("  parents against youths_skills"))
            drawn = self.change(f"parents{ending}_drawn", f"youths_skills{ending}_drawn", "age_12_16")
            self.assertEqual(rows[at], f"  parents against youths_skills: less in {(drawn < 0).sum()} of {REPLICATES} draws")
            self.assertIn(f" {self.change(f'parents{ending}', f'youths_skills{ending}', 'age_12_16').mean():+.1f} ", rows[at + 1])
            self.assertIn(f" {drawn.mean():+.1f} ", rows[at + 1])
        self.assertEqual(part.count(" against "), 1 + 2 * 6)

    def account(self, arm):
        """What an arm prevents and takes beyond the baseline, per replicate."""
        of = lambda name: self.file[name][self.arms.index(arm)].sum(axis=(1, 2, 3))
        return self.total("starts", "baseline", "age_12_16") - self.total("starts", arm, "age_12_16"), of("cost"), of("fixed_cost"), of("contacts")

    @staticmethod
    def of_next(values):
        return 3.182446 * values.std(ddof=1) * (1 + 1 / REPLICATES) ** 0.5

    def is_clear(self, values):
        return abs(values.mean()) > self.of_next(values) and (numpy.sign(values) == numpy.sign(values.mean())).all()

    def test_what_money_buys(self):
        part = self.part("Money: first uses in age_12_16 prevented per 100,000 euro")
        for arm in ("youths_skills", "parents"):
            (prevented, cost, *_), (drawn_prevented, drawn_cost, *_) = self.account(arm), self.account(f"{arm}_drawn")
            each, drawn = 1e5 * prevented / cost, 1e5 * drawn_prevented / drawn_cost
            row, price = self.lines_of(part, arm)[:2]
            self.assertRegex(row, rf" \{each.mean():+.0f} .* \{drawn.mean():+.0f} ")
            if self.is_clear(drawn):
                half = self.of_next(drawn)
                self.assertIn(f"prevented: {1e5 / (drawn.mean() + half):.0f} .. {1e5 / (drawn.mean() - half):.0f}", price)
            else:
                self.assertIn("no interval, since it may prevent none", price)

    def test_at_which_price_two_arms_tie(self):
        (a, cost_a, fixed, contacts), (b, cost_b, *_) = (tuple(values.mean() for values in self.account(arm)) for arm in ("parents", "youths_skills"))
        row = next(line for line in self.part("Euro a contact at which").splitlines() if line.startswith("  parents as youths_skills: "))
        self.assertTrue(a > 0 and b > 0, "a seed with which both prevent")
        price = (a * cost_b / b - fixed) / contacts
        self.assertTrue(row.startswith(f"  parents as youths_skills: {price:.2f} (now {(cost_a - fixed) / contacts:.2f})"), row)
        self.assertAlmostEqual(a / (fixed + price * contacts), b / cost_b)
        clear = all(self.is_clear(self.account(f"{arm}_drawn")[0]) for arm in ("parents", "youths_skills"))
        self.assertEqual("unknown" in row, clear)
        self.assertEqual("no interval" in row, not clear)

    def test_over_time_in_the_open_population_and_in_a_closed_cohort(self):
        for title, group in (("Over time, in the same", "age_12_16"), ("Over time, in the closed cohort cohort_12_15", "cohort_12_15")):
            rows = self.lines_of(self.part(title), "youths_skills")
            at = self.groups.index(group)
            for row, months in zip(rows[1:], (12, 36)):
                starts = [self.file["starts"][self.arms.index(arm), :, :months // 12, at, 0].sum(axis=1).astype(float) for arm in ("youths_skills", "baseline")]
                self.assertRegex(row, rf"^    {months // 12} years? +\{100 * (starts[0] - starts[1]).mean() / starts[1].mean():+.1f} ")

    def test_info_tells_costs_by_arm_payer_and_year(self):
        text = subprocess.run([PIJLER, "info", self.folder / "out.h5"], capture_output=True, text=True, check=True).stdout
        part = next(part for part in text.split("\n\n") if part.startswith("  parents, paid by: municipality"))
        at, drawn = self.arms.index("parents"), self.arms.index("parents_drawn")
        for year, row in enumerate(part.splitlines()[2:5]):
            of = lambda name, arm: self.file[name][arm, :, year].sum(axis=(1, 2))
            costs = of("cost", drawn)
            told = [str(year + 1), *(f"{of(name, at).mean():.0f}" for name in ("fixed_cost", "variable_cost", "cost")), f"{costs.min():.0f}", "..", f"{costs.max():.0f}",
                    f"{of('fte', at).mean():.2f}"]
            self.assertEqual(row.split(), told)
        self.assertEqual(part.splitlines()[5].split()[0], "all")
        self.assertNotIn("  parents, paid by: school", text)

    def test_the_butterfly_floor_does_not_cancel(self):
        floor = 100 * self.total("noise_floor_starts", None, "age_18_24") / self.total("starts", "baseline", "age_18_24").mean()
        self.assertIn(f"butterfly floor {numpy.sqrt((floor ** 2).mean()):.2f} ", re.sub(" +", " ", self.part("First uses at 18-24")))

    def test_asks_the_same_of_the_most_impulsive(self):
        for of_whom in ("at 12-16, the most impulsive third", "under 15, the most impulsive third"):
            self.part(f"First uses {of_whom} ")
            self.part(f"Past-month use {of_whom}, in the last year")


class AfterTheEnd(unittest.TestCase):
    def test_shows_other_horizons_and_what_is_left_after_interventions_have_ended(self):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="pijler-table-"))
        self.addCleanup(shutil.rmtree, folder)
        (folder / "study.toml").write_text(f'''title = "Stopped"
[study.estimand]
horizon = 48
[output]
every = 6
[[arm]]
name = "ref"
scenario = "{ROOT}/scenarios/baseline.toml"
[[arm]]
name = "stopped"
scenario = "{ROOT}/scenarios/youth_skills.toml"
[[arm]]
name = "lasting"
scenario = "{ROOT}/scenarios/parent_education.toml"
''')
        done = subprocess.run([PIJLER, "compare", folder / "study.toml", "--youths", "1500", "--replicates", "3", "--months", "48", "--set", "simulation.run_in_months=24",
                               "--set", "arm.stopped.youth_education.end=9", "-o", folder / "out.h5"], capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)
        with h5py.File(folder / "out.h5") as file:
            self.assertEqual(list(file["arm_end"][()]), [0, 9, 48])
            group = list(file["subgroup"].asstr()).index("age_12_16")
            starts = file["starts"][:, :, :, group, 0].astype(float)
        yearly, after = (next(part for part in done.stdout.split("\n\n") if part.startswith(title)) for title in ("Over time, in the same", "After interventions have ended"))

        def row(part, arm, title):
            lines = part.split(f"  {arm}\n")[1].splitlines()
            return next(line for line in lines if line.strip().startswith(title))

        def change(arm, begin, end):
            """In per cent, over records of six months."""
            sums = starts[:, :, begin // 6:end // 6].sum(axis=2)
            return f" {100 * (sums[arm] - sums[0]).mean() / sums[0].mean():+.1f} "

        self.assertIn(change(1, 0, 12), row(yearly, "stopped", "1 year  "))
        self.assertIn(change(1, 0, 36), row(yearly, "stopped", "3 years"))
        # What it left behind is counted from the first record after its end on.
        self.assertIn(change(1, 12, 24), row(after, "stopped", "1 year after end"))
        self.assertIn(change(1, 12, 48), row(after, "stopped", "3 years after end"))
        self.assertNotIn("  lasting", after)
        self.assertNotIn("5 years", yearly)


class SeveralSubstances(unittest.TestCase):
    """Tables tell of the first substance, and of what is in the result for it."""

    def run_of(self, command, *files):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="pijler-table-"))
        self.addCleanup(shutil.rmtree, folder)
        done = subprocess.run([PIJLER, command, *files, "--youths", "2000", "--replicates", "2", "--months", "24", "--set", "simulation.run_in_months=36",
                               "--set", "simulation.substances=party_drugs,cannabis", "-o", folder / "out.h5"], capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout, h5py.File(folder / "out.h5")

    def test_compare_tells_the_first(self):
        text, file = self.run_of("compare", ROOT / "scenarios/baseline.toml", ROOT / "scenarios/youth_skills.toml")
        group = list(file["subgroup"].asstr()).index("age_18_24")
        self.assertIn("Told of party_drugs, the first substance", text)
        self.assertIn(f"First uses at 18-24 (baseline: {file['starts'][0, :, :, group, 0].sum(axis=1).mean():.0f};", text)

    def test_run_tells_each(self):
        text, file = self.run_of("run", ROOT / "scenarios/baseline.toml")
        group = list(file["subgroup"].asstr()).index("age_18_24")
        last = slice(12, 24)
        for layer, substance in enumerate(("party_drugs", "cannabis")):
            part = text.split(f"\n{substance}\n")[1]
            row = next(line for line in part.splitlines() if line.startswith("age_18_24"))
            share = 100 * file["lifetime_use"][0, :, last, group, layer].sum() / file["youths"][0, :, last, group].sum()
            self.assertEqual(row.split()[2], f"{share:.1f}")


class OddStudies(unittest.TestCase):
    def table(self, estimand, *options, name="more", months=12):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="pijler-table-"))
        self.addCleanup(shutil.rmtree, folder)
        (folder / "study.toml").write_text(f'''title = "Odd"
[study.estimand]
{estimand}
[[arm]]
name = "ref"
scenario = "{ROOT}/scenarios/baseline.toml"
[[arm]]
name = "{name}"
scenario = "{ROOT}/scenarios/youth_skills.toml"
[[arm]]
name = "parents"
scenario = "{ROOT}/scenarios/parent_education.toml"
''')
        done = subprocess.run([PIJLER, "compare", folder / "study.toml", *options, "--months", str(months), "--set", "simulation.run_in_months=24", "-o", folder / "out.h5"],
                              capture_output=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)
        file = h5py.File(folder / "out.h5")
        self.addCleanup(file.close)
        return done.stdout.decode(), file  # what is printed is UTF-8

    def test_replicates_with_nobody_do_not_count(self):
        for outcome in ("past_month_use", "descriptive_norm"):
            text, file = self.table(f'outcome = "{outcome}"\nsubgroup = "track_wo"', "--youths", "20", "--replicates", "5")
            self.assertNotIn("nan", text)
            youths = file["youths"][0, :, :, list(file["subgroup"].asstr()).index("track_wo")].sum(axis=1)
            self.assertTrue(0 < (youths > 0).sum() < 5, "a seed with such youths in some replicates only")
            if outcome == "past_month_use":
                users = file["past_month_use"][0, :, :, list(file["subgroup"].asstr()).index("track_wo"), 0].sum(axis=1)
                self.assertIn(f"(ref: {100 * (users[youths > 0] / youths[youths > 0]).mean():.1f} %;", text)

    def test_long_names_are_printed_whole(self):
        name = "écoles, één avond en nog één"
        text, _ = self.table('outcome = "starts"', "--youths", "600", "--replicates", "2", name=name)
        self.assertIn(f"  {name}\n", text)
        self.assertIn(f"  parents against {name}", text)

    def test_whom_enforcement_meets_is_told_by_sex_age_and_school(self):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="pijler-table-"))
        self.addCleanup(shutil.rmtree, folder)
        done = subprocess.run([PIJLER, "compare", ROOT / "scenarios/baseline.toml", ROOT / "scenarios/gathering_ban.toml", "--youths", "3000", "--replicates", "2", "--months", "12",
                               "--set", "simulation.run_in_months=24", "--set", 'output.subgroups=["all"]', "--outcomes", "enforcement_contacts,youths", "-o", folder / "out.h5"],
                              capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)
        part = next(part for part in done.stdout.split("\n\n") if part.startswith("Enforcement contacts a year"))
        with h5py.File(folder / "out.h5") as file:
            groups = list(file["subgroup"].asstr()[()])
            for group in ("female", "male", "age_12_16", "age_16_18", "age_18_24", "track_vmbo", "track_work"):
                met = file["enforcement_contacts"][1, :, :, groups.index(group)].sum(axis=1).mean()
                youths = file["youths"][1, :, :, groups.index(group)].mean()
                row = next(line for line in part.splitlines() if line.startswith(f"  {group} "))
                self.assertTrue(re.sub(r"\( +", "(", row).endswith(f"{met:.1f} ({100 * met / youths:.1f})"), row)
            self.assertGreater(file["enforcement_contacts"][1].sum(), 0)

    def test_who_has_help_and_who_waits_is_told_where_an_arm_changes_either(self):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="pijler-table-"))
        self.addCleanup(shutil.rmtree, folder)
        options = ("--youths", "3000", "--replicates", "2", "--months", "12", "--set", "simulation.run_in_months=24", "--set", "simulation.substances=cannabis,alcohol")
        scenarios = ROOT / "scenarios"
        compare = [PIJLER, "compare", scenarios / "baseline.toml", scenarios / "treatment_capacity.toml", *options, "-o", folder / "out.h5"]
        done = subprocess.run(compare, capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)
        part = next(part for part in done.stdout.split("\n\n") if part.startswith("Help: "))
        rows = part.splitlines()[2:]
        self.assertLessEqual(max(map(len, part.splitlines())), 80)
        with h5py.File(folder / "out.h5") as file:
            everybody = list(file["subgroup"].asstr()).index("all")
            for substance, name in enumerate(("cannabis", "alcohol")):
                first = rows.index(f"  {name}")
                for arm, row in enumerate(rows[first + 1:first + 3]):
                    means = [numpy.nanmean(file[of][arm, :, :, everybody, substance], axis=1).mean() for of in ("in_light_help", "in_treatment", "waiting", "months_waited")]
                    self.assertEqual(row.split(), [("baseline", "treatment_capacity")[arm], *(f"{value:.1f}" for value in means)])
        for scenario, told in ((scenarios / "contact_point.toml", True), (scenarios / "parent_education.toml", False)):
            done = subprocess.run([PIJLER, "run", scenario, *options, "-o", folder / "run.h5", "--overwrite"], capture_output=True, text=True, timeout=120)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual("\nHelp: " in done.stdout, told, scenario)

    def test_a_record_of_three_years_is_not_called_a_year(self):
        text, _ = self.table('outcome = "past_month_use"\nsubgroup = "all"', "--youths", "600", "--replicates", "2", "--set", "output.every=36", months=36)
        self.assertIn("over 36 months, in the last 36 months", text)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]])
