#!/usr/bin/python3
"""A comparison is read on a terminal of 80 columns, and ends by naming what to do next.

width_test.py PIJLER SOURCE_DIR
"""
import pathlib
import shlex
import sys
import unittest

from in_folder import InFolder, ROOT, SCENARIOS

TINY = ["--youths", "400", "--months", "36", "--replicates", "2", "--set", "simulation.run_in_months=6"]


class Width(InFolder):
    def told(self, *words, output="out.h5", width=80):
        """What a comparison prints, each line of it within the width."""
        text = self.expect(0, "compare", *words, "-o", output).stdout
        for line in text.splitlines():
            self.assertLessEqual(len(line), width, f"{len(line)} characters: {line}")
        return text

    def test_studies_fit(self):
        for name in ("parents-vs-youths", "four-pillars", "parents-vs-youths-uncertain", "social-multiplier"):
            with self.subTest(study=name):
                study = SCENARIOS / f"studies/{name}.toml"
                text = self.told(study, *TINY, output=f"{name}.h5")
                self.assertIn("Estimand: ", text)
        self.assertIn("Equal spending: ", self.told(SCENARIOS / "studies/parents-vs-youths.toml", *TINY, output="again.h5"))

    def test_a_trial_fits_however_few_cases_there_are(self):
        self.told(SCENARIOS / "trials/facts-only.toml", "--youths", "2500", "--replicates", "2", "--set", "simulation.run_in_months=6")

    def test_long_names_and_a_long_title_fit(self):
        arms = "".join(f'[[arm]]\nname = "{name}"\nscenario = "{SCENARIOS}/{file}.toml"\n' for name, file in (
            ("what the town does today and did in the years before", "baseline"), ("evenings for parents of the second and third year", "parent_education"),
            ("lessons in skills for the first and second year", "youth_skills"), ("no gathering in the centre after dark", "gathering_ban")))
        study = self.write("study.toml", 'title = "' + "A question that somebody took many words to ask of the town, " * 3 + '"\n[study]\nequalise = "budget"\nbudget = 20000.0\n' + arms)
        text = self.told(study, *TINY, width=105)  # a name is never broken, not even where two stand in a line
        self.assertIn("\n  evenings for parents of the second and third year\n", text)

    def test_equal_spending_that_cannot_be_spent_fits(self):
        for what, budget in (("budget", 3e6), ("contacts", 1e6), ("hours", 20000.0)):
            with self.subTest(equalise=what):
                self.told(self.study(f'[study]\nequalise = "{what}"\nbudget = {budget}\n'), *TINY, output=f"{what}.h5")

    def test_ends_with_the_result_and_the_command_for_its_report(self):
        for output in ("out.h5", "a long folder's name with spaces that goes on and on/out.h5"):
            (self.folder / output).parent.mkdir(exist_ok=True)
            done = self.pijler("compare", self.study(), *TINY, "-o", output)
            self.assertEqual(done.returncode, 0, done.stderr)
            written, command = done.stdout.split("\n\n")[-1].split("\nNext, ")
            self.assertEqual(written, f"Written: {output}")
            words = shlex.split(command.split("\n", 1)[1].replace("\\\n", " "))
            self.assertTrue(words[0].endswith("analysis/pijler-report"), command)
            self.assertEqual(words[1:], [output, "-o", str(pathlib.Path(output).with_suffix(".html"))])
            self.assertLessEqual(max(map(len, command.splitlines())), 130)  # a path is never broken
        in_checkout = self.pijler("compare", self.study(), *TINY, "-o", self.folder / "there.h5", cwd=ROOT)
        self.assertIn("\n  analysis/pijler-report ", in_checkout.stdout)

    def test_what_compares_nothing_has_no_report(self):
        done = self.expect(0, "run", self.scenario(), *TINY, "-o", "run.h5")
        self.assertTrue(done.stdout.endswith("\nWritten: run.h5\n"))
        self.assertNotIn("pijler-report", done.stdout)
        self.assertEqual(self.expect(0, "compare", self.study(), *TINY, "-o", "quiet.h5", "--quiet").stdout, "")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
