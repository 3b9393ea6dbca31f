#!/usr/bin/python3
"""What a run and a comparison say when they are done.

summary_test.py PIJLER SOURCE_DIR
"""
import re
import sys
import unittest

from in_folder import InFolder, SCENARIOS, SMALL


class Summary(InFolder):
    def sections(self, text):
        """The parts of a table, each from its title on."""
        return [part.strip("\n") for part in re.split(r"\n\n", text)]

    def test_several_scenarios_are_arms(self):
        output = self.folder / "out.h5"
        self.expect(0, "compare", SCENARIOS / "baseline.toml", SCENARIOS / "youth_skills.toml", *SMALL, "-o", output)
        self.assertIn("baseline youth_skills", self.expect(0, "info", output).stdout)

    def test_the_main_study_in_small_ends_with_a_table(self):
        done = self.expect(0, "compare", SCENARIOS / "studies/parents-vs-youths.toml", *SMALL, "-o", "out.h5")
        for part in ("starts", "age_12_16", "parents", "youths_information", "both", "out.h5"):
            self.assertIn(part, done.stdout)
        self.assertEqual(done.stderr, "")

    def test_the_estimand_comes_first_as_the_study_states_it(self):
        h5py = self.h5py()
        import numpy
        for n, (outcome, subgroup, horizon) in enumerate([("past_year_use", "age_16_18", 12), ("starts", "female", 18), ("descriptive_norm", "age_14", 24), ("cost", "all", 24),
                                                          ("net_starts", "all", 24), ("network_degree", "all", 12), ("noise_floor_starts", "all", 24)]):
            with self.subTest(outcome=outcome):
                study = self.study_with(f'[study.estimand]\noutcome = "{outcome}"\nsubgroup = "{subgroup}"\nhorizon = {horizon}')
                done = self.expect(0, "compare", study, "-o", f"{n}.h5")
                first = self.sections(done.stdout)[3]
                whom = "the whole town" if outcome in ("cost", "network_degree") else subgroup
                self.assertTrue(first.startswith(f"Estimand: {outcome} in {whom} over {horizon} months"), done.stdout)
                self.assertNotIn("nan", done.stdout)
                if outcome != "starts":
                    continue
                with h5py.File(self.folder / f"{n}.h5") as file:
                    group = list(file["subgroup"].asstr()[()]).index(subgroup)
                    starts = file["starts"][:, :, :horizon, group, 0].sum(axis=2).mean(axis=1)
                self.assertIn(f"(usual: {starts[0]:.0f};", first)
                self.assertIn(f"{100 * (starts[1] / starts[0] - 1):+.1f}", first)

    def test_outcomes_asked_for_do_not_leave_out_the_estimand(self):
        done = self.expect(0, "compare", self.study_with('[study.estimand]\noutcome = "quits"\nsubgroup = "age_18_24"'), "--outcomes", "youths", "-o", "out.h5")
        self.assertIn("Estimand: quits in age_18_24 over 24 months (usual:", done.stdout)

    def test_any_subgroups_will_do(self):
        done = self.expect(0, "compare", self.study_with('[output]\nsubgroups = ["female"]'), "-o", "out.h5")
        self.assertIn("3 replicates, 24 months.", done.stdout)
        self.assertIn("Estimand: starts in age_12_16 over 24 months (usual:", done.stdout)
        self.expect(0, "run", self.scenario('[output]\nsubgroups = ["female"]\n'), *SMALL, "-o", "run.h5")

    def test_a_run_cut_short_does_not_answer_the_study(self):
        study = self.study_with("[study.estimand]\nhorizon = 24")
        whole = self.expect(0, "compare", study, "-o", "whole.h5").stdout
        cut = self.expect(0, "compare", study, "--months", "12", "-o", "cut.h5").stdout
        self.assertNotIn("ends after", whole)
        self.assertIn("This run ends after 12 months: it does not answer the question as fixed.", cut)
        fixed = re.compile(r"over 24 months.*\n.*hash \w+")
        self.assertEqual(fixed.search(whole).group(), fixed.search(cut).group())

    def test_parameter_sets_are_kept_and_called_so(self):
        h5py = self.h5py()
        values = [0.10, 0.12, 0.2, 0.3]
        self.write("sets.csv", "peer.influence\n" + "".join(f"{value}\n" for value in values))
        done = self.expect(0, "compare", self.study_with('uncertainty = "sets.csv"', replicates=4), "-o", "out.h5")
        self.assertIn("over the study's parameter sets", done.stdout)
        self.assertNotIn("central effects", done.stdout)
        self.assertNotIn("noise  ", done.stdout)
        with h5py.File(self.folder / "out.h5") as file:
            at = list(file["parameter"].asstr()[()]).index("peer.influence")
            self.assertEqual(file["parameter_drawn"][:, :, at].tolist(), [values, values])
        few = self.expect(65, "validate", self.study_with('uncertainty = "sets.csv"', replicates=5))
        self.assertRegex(few.stderr, r"asked.toml:3:15: error: 4 parameter sets for 5 replicates")

    def test_words_for_one_and_for_nothing(self):
        done = self.expect(0, "compare", self.study_with("", replicates=1), "--months", "1", "--set", "population.youths=60", "-o", "out.h5")
        self.assertRegex(done.stdout, r"1 replicate of \d+ youths, 1 month\.")
        self.assertIn("over 1 month,", done.stdout)
        self.assertIn("- where too few", done.stdout)
        self.assertNotRegex(done.stdout, r"1 (replicate|month)s|\b(inf|nan)\b|\+0\.0 \.\. \+0\.0")
        done = self.expect(0, "run", self.scenario(), "--youths", "300", "--months", "1", "--replicates", "1", "--set", "simulation.run_in_months=1", "-o", "run.h5")
        self.assertIn("1 replicate, 1 month;", done.stdout)

    def test_a_run_tells_what_was_asked_for(self):
        h5py = self.h5py()
        said = self.expect(0, "run", self.scenario(), *SMALL, "--outcomes", "curiosity,quits,contacts,network_degree", "-o", "a.h5").stdout
        with h5py.File(self.folder / "a.h5") as file:
            group = list(file["subgroup"].asstr()[()]).index("all")
            curiosity, quits = file["curiosity"][0, :, :, group, 0].mean(), file["quits"][0, :, :, group, 0].sum(axis=1).mean()
            self.assertEqual([name for name in file.attrs if name.startswith("estimand")], [])
        self.assertRegex(said, rf"\n  curiosity +{curiosity:.3f}\n  quits +{quits:.0f} persons a year\n  contacts +0 contacts a year\n  network_degree +\d\.\d+ ties\n")
        self.assertNotIn("lifetime %", said)
        self.assertIn("seed: ", self.expect(0, "info", "a.h5").stdout)
        said = self.expect(0, "run", self.scenario(), *SMALL, "--outcomes", "youths,starts", "-o", "b.h5").stdout
        self.assertRegex(said, r"\n +youths +starts a year\n(age_\w+ +\d+ +\d+\n)+all +\d+ +\d+\n")
        self.assertNotIn("Mean in subgroup", said)
        self.assertNotIn("Mean in subgroup", self.expect(0, "run", self.scenario(), *SMALL, "-o", "c.h5").stdout)

    def test_says_how_many_youths_there_are(self):
        scenario = self.scenario()
        asked = self.expect(0, "run", scenario, *SMALL[2:], "--youths", "20", "-o", "few.h5").stdout
        self.assertRegex(asked, r"Youths: \d+ on average, where 20 were asked for")
        self.assertNotIn("asked for", self.expect(0, "run", scenario, *SMALL[2:], "--youths", "3000", "-o", "many.h5").stdout)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
