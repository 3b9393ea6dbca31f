#!/usr/bin/python3
"""Imported populations and equal spending, as a user meets them. Runs the built program.

imported_and_equalised_test.py PIJLER SOURCE_DIR
"""
import json
import random
import sys
import unittest

import in_folder


class InFolder(in_folder.InFolder):
    def pijler(self, status, *words):
        done = super().pijler(*words)
        self.assertEqual(done.returncode, status, f"pijler {' '.join(map(str, words))}\n{done.stdout}{done.stderr}")
        return done

    def opened(self, name):
        try:
            import h5py
        except ImportError:
            self.skipTest("needs python3-h5py")
        file = h5py.File(self.folder / name)
        self.addCleanup(file.close)
        return file


class Imported(InFolder):
    def cohort(self, name, order, months=24):
        """Forty pupils in two classes; everybody names the next three, one of them is named by twenty; two waves."""
        nodes = [f"{n},{13 + n % 3},{'male' if n % 2 else 'female'},havo,{n % 2},{'occasional' if n % 9 == 0 else 'never'}" for n in range(40)]
        ties = [f"{n},{(n + step) % 40},{wave}" for n in range(40) for step in (1, 2, 3) for wave in (3, 4)]
        ties += [f"{n},0,3" for n in range(10, 30)]
        order.shuffle(nodes)
        order.shuffle(ties)
        (self.folder / f"{name}-n.csv").write_text("id,age,sex,track,class,stage_cannabis\n" + "\n".join(nodes) + "\n")
        (self.folder / f"{name}-t.csv").write_text("from,to,wave\n" + "\n".join(ties) + "\n")
        (self.folder / f"{name}.toml").write_text(
            f'title = "A cohort"\n[population]\nnodes = "{name}-n.csv"\nties = "{name}-t.csv"\n[simulation]\nreplicates = 2\nmonths = {months}\n'
            '[[intervention]]\ntype = "youth_education"\napproach = "skills"\n')
        return f"{name}.toml"

    def test_the_order_of_rows_changes_no_bit(self):
        for name, seed in (("a", 1), ("b", 2)):
            self.pijler(0, "run", self.cohort(name, random.Random(seed)), "-o", f"{name}.h5")
        a, b = self.opened("a.h5"), self.opened("b.h5")
        self.assertEqual(set(a), set(b))
        self.assertGreater(a["starts"][()].sum(), 0)
        for key, data in a.items():
            if data.dtype != object:
                self.assertEqual(data[()].tobytes(), b[key][()].tobytes(), key)

    def test_what_is_not_used_is_told(self):
        done = self.pijler(0, "run", self.cohort("a", random.Random(1)), "-o", "a.h5")
        self.assertIn("ties of wave 3; those of 4 are not used", done.stderr)
        self.assertRegex(done.stderr, r"note: \d+ of \d+ ties are left out, since a youth keeps at most 12")
        self.assertNotIn("nan", done.stdout)
        self.assertEqual(self.pijler(0, "run", "a.toml", "-o", "a.h5", "--overwrite", "--quiet").stderr, "")
        self.assertEqual(self.opened("a.h5").attrs["run_in_months"], 0)

    def test_a_group_that_they_have_grown_out_of_is_left_out(self):
        self.cohort("a", random.Random(1), months=96)
        (self.folder / "more.toml").write_text('title = "More"\nextends = "a.toml"\n[[intervention]]\ntype = "parent_education"\n')
        text = self.pijler(0, "compare", "a.toml", "more.toml", "-o", "a.h5").stdout
        self.assertIn("Past-month use at 18-24, in the last year", text)
        self.assertNotIn("Past-month use at 12-16", text)
        self.assertNotIn("nan", text)

    def test_one_more_youth_who_meets_nobody_changes_nobody_else(self):
        self.pijler(0, "run", self.cohort("a", random.Random(1)), "-o", "a.h5")
        nodes = self.folder / "a-n.csv"
        header, rest = nodes.read_text().split("\n", 1)
        without = self.opened("a.h5")
        girls = list(without["subgroup"][()]).index(b"female")
        for name in ("000", "zzzz"):
            nodes.write_text(f"{header}\n{name},21,male,work,,regular\n{rest}")
            self.pijler(0, "run", "a.toml", "-o", f"{name}.h5")
            extended = self.opened(f"{name}.h5")
            self.assertEqual(extended["youths"][0, 0, 0, 0], 41)  # everybody
            theirs = list(extended["subgroup"][()]).index(b"female")
            for key in ("starts", "past_month_use", "perceived_risk", "descriptive_norm", "parental_monitoring"):
                self.assertEqual(without[key][:, :, :, girls].tobytes(), extended[key][:, :, :, theirs].tobytes(), key)

    def test_subgroups_of_fewer_than_ten_are_left_out(self):
        scenario = self.cohort("a", random.Random(1))
        nodes = self.folder / "a-n.csv"
        nodes.write_text(nodes.read_text() + "".join(f"w{n},20,female,work,,regular\n" for n in range(9)) + "".join(f"m{n},18,female,mbo,,never\n" for n in range(12)))
        text = self.pijler(0, "run", scenario, "-o", "a.h5").stdout
        file = self.opened("a.h5")
        shown = [name.decode() for name in file["subgroup"]]
        self.assertIn("track_havo", shown)
        self.assertNotIn("track_work", shown)
        self.assertNotIn("age_20", shown)
        self.assertIn("age_20", file.attrs["suppressed_subgroups"])
        youths = file["youths"][()]
        self.assertFalse(((youths > 0) & (youths < 10)).any())
        # 61 in all less 40 at havo and 12 at mbo would be the 9 at work.
        self.assertNotIn("track_mbo", shown)
        self.assertRegex(text, r"Left out, since they would tell of fewer than 10 real youths: [^.]*track_mbo[^.]*track_work")

    def test_too_few_to_tell_of_are_refused(self):
        self.cohort("a", random.Random(1))
        nodes = self.folder / "a-n.csv"
        nodes.write_text(nodes.read_text() + "w,20,female,work,,regular\n")
        (self.folder / "study.toml").write_text('''title = "Few"
[study.estimand]
subgroup = "track_work"
[[arm]]
name = "usual"
scenario = "a.toml"
[[arm]]
name = "more"
scenario = "a.toml"
''')
        self.assertIn("track_work is of fewer than 10 real youths", self.pijler(65, "compare", "study.toml", "-o", "a.h5").stderr)
        header, *rest = nodes.read_text().splitlines()
        (self.folder / "a-t.csv").write_text("from,to\n")
        nodes.write_text("\n".join([header, *rest[:9]]) + "\n")
        self.assertIn("fewer than 10 real youths", self.pijler(65, "run", "a.toml", "-o", "a.h5").stderr)

    def test_levers_on_what_a_cohort_has_not_are_refused(self):
        in_town = {"chain_coordination", "contact_point", "light_help_capacity", "treatment_capacity", "neighbourhood_team_expertise", "school_response",
                   "school_house_rules", "event_house_rules", "coffeeshop_location", "coffeeshop_maximum", "coffeeshop_quality", "area_ban", "gathering_ban",
                   "hemp_covenant", "public_smoking_ban", "youth_work_house_rules", "supervision", "leisure_offer"}
        types = json.loads(self.pijler(0, "list", "interventions", "--format", "json").stdout)
        scenario = self.folder / self.cohort("a", random.Random(1))
        text = scenario.read_text()
        for row in types:
            approach = f'approach = "{row["approaches"][0]}"\n' if row["approaches"] else ""
            scenario.write_text(text + f'[[intervention]]\nname = "x"\ntype = "{row["name"]}"\n{approach}')
            refused = row["name"] in in_town
            done = self.pijler(65 if refused else 0, "validate", scenario)
            if refused:
                self.assertRegex(done.stdout + done.stderr, r"a\.toml:\d+:1: error: 'x' acts on [a-z ]+, which an imported population has not")

    def test_a_run_may_not_outlast_them(self):
        self.assertIn("months = 156 or fewer", self.pijler(65, "run", self.cohort("a", random.Random(1), months=157), "-o", "a.h5").stderr)
        self.pijler(64, "run", self.cohort("b", random.Random(1)), "--months", "157", "-o", "a.h5")


class Equalised(InFolder):
    def compared(self, what, budget):
        self.study(f'[study]\nequalise = "{what}"\nbudget = {budget}\n')
        return self.pijler(0, "compare", "study.toml", "--youths", "600", "--months", "12", "--replicates", "2", "--set", "simulation.run_in_months=0",
                           "-o", f"{what}.h5", "--overwrite").stdout

    def test_budgets_are_told_in_their_unit_and_of_this_town(self):
        with_result = {"budget": (20000, "euro"), "contacts": (1000, "contacts"), "hours": (200, "person-hours")}
        for what, (budget, unit) in with_result.items():
            text = self.compared(what, budget)
            simulated = float(self.opened(f"{what}.h5").attrs["budget_simulated"])
            self.assertLess(simulated, 0.05 * budget)
            self.assertIn(f"Equal spending: {simulated:.0f} {unit.removeprefix('person-')} a year ({budget} times the share of the town that is simulated)", " ".join(text.split()))
            self.assertNotIn("Not feasible", text)
            self.assertEqual(self.opened(f"{what}.h5")["expected_spending"].attrs["units"], unit)

    def test_what_is_not_feasible_is_named(self):
        self.assertIn("Not feasible at a plausible reach: parents\n", self.compared("contacts", 1000000))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
