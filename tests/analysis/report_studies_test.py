"""Reports on studies of other kinds: sweeps, other outcomes, levers that nobody evaluated, four pillars.

Run as it is, with the program and the source folder as arguments; or by pytest, which tries only what needs no program.
"""

import sys
import tempfile
import unittest
from pathlib import Path

from report_support import PROGRAM, ROOT, Page, needs_program, pages_of, run_program
from small_sweep import small_sweep

from pijler.open import ResultError, open_result
from pijler.report.declarations import Declarations
from pijler.report.page import report
from pijler.report.study import Study
from pijler.report.words import Words

PRIORS = """design = "priors"
points = 12
priors = "{scenarios}/priors/sceptical.csv"
[sweep.parameters]
"arm.parents.parent_education.coverage" = [0.1, 0.6]
"""


@needs_program
class Sweeps(unittest.TestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))

    def test_a_sweep_of_plausible_worlds(self):
        result = small_sweep(PROGRAM, ROOT / "scenarios", self.folder, PRIORS)
        page = Page(pages_of(result, "en")["en"])
        best = page.tables["table-best"][1:]
        self.assertEqual([row[0] for row in best], ["As now", "Skills", "Parents"])
        self.assertAlmostEqual(sum(int(row[2].split()[0]) for row in best), 12, delta=1)
        self.assertTrue(all(row[2].endswith(" of 12") for row in best), best)
        net = open_result(result)["net_starts"].isel(substance=0).sel(arm="skills", subgroup="age_12_16").astype(float).sum("month").mean() / 2.0
        row = next(row for row in page.tables["table-arms"] if row[0] == "Skills")
        self.assertEqual(row[2], Words("en").people(float(net) * Study(open_result(result)).town_scale, True))

        # A point that could not run is left out of a merged result, and named.
        data = open_result(result)
        lacking = data.isel(point=data["point"].values != 4).assign_attrs(failed_points=["4: could not run"])
        worlds = data.sizes["point"] - 1
        self.assertEqual((Study(lacking).world_count, Study(lacking).values("starts", 0).central.shape), (worlds, (worlds, 2)))

        # One world alone shows nothing of what is not known.
        self.assertIn("This study gives no answer", report(data.isel(point=[0]), "en", Declarations()))

    def test_a_sweep_of_ranges_is_refused(self):
        result = small_sweep(PROGRAM, ROOT / "scenarios", self.folder, 'design = "grid"\n[sweep.parameters]\n"peer.influence" = [0.4, 0.5]\n')
        with self.assertRaisesRegex(ResultError, "no plausible worlds"):
            Study(open_result(result))


@needs_program
class OtherStudies(unittest.TestCase):
    STUDY = """title = "Other"
[study]
equalise = "none"
uncertainty = "{uncertainty}"
[study.estimand]
outcome = "{outcome}"
subgroup = "age_12_16"
horizon = 24
relevant_difference = 0.05
[output]
every = 12
[[arm]]
name = "baseline"
scenario = "{scenarios}/baseline.toml"
[[arm]]
name = "evenings_for_all"
scenario = "{scenarios}/parent_education.toml"
[[arm]]
name = "chain"
scenario = "{scenarios}/chain_coordination.toml"
"""

    def pages(self, uncertainty: str, outcome: str, replicates: int, *languages: str) -> dict[str, str]:
        """HTML by language."""
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "s.toml").write_text(self.STUDY.format(uncertainty=uncertainty, outcome=outcome, scenarios=ROOT / "scenarios"))
            run_program(
                "compare",
                folder / "s.toml",
                "--youths",
                "800",
                "--replicates",
                str(replicates),
                "--months",
                "24",
                "--set",
                "simulation.run_in_months=12",
                "-o",
                folder / "r.h5",
            )
            return pages_of(folder / "r.h5", *languages)

    def test_what_was_not_varied_gives_no_answer(self):
        pages = self.pages("none", "starts", 2)
        self.assertIn("This study gives no answer", pages["en"])
        self.assertIn("Deze studie geeft geen antwoord", pages["nl"])
        for language, drawn in {"en": "thin line|light band|last column", "nl": "dunne lijn|lichte band|laatste kolom"}.items():
            self.assertNotRegex(Page(pages[language]).text, drawn)
        self.assertEqual(Page(pages["en"]).text.count("The run has"), 1)  # one warning of its size

    def test_levers_that_nobody_evaluated_stand_apart(self):
        rows = Page(self.pages("priors", "starts", 2, "en")["en"]).tables
        self.assertIn(["Chain (what if)"], [row[:1] for row in rows["table-arms"]])
        self.assertNotIn("table-pairs", rows)  # one arm is evaluated: nothing to set it against
        self.assertIn("table-what-if", rows)

    def test_programmes_are_ranked_by_use_alone(self):
        self.assertIn("not ranked", self.pages("priors", "parental_knowledge", 2, "en")["en"])
        html = self.pages("priors", "past_month_use", 1, "en")["en"]
        rows = {row[0]: row for row in Page(html).tables["table-arms"]}
        self.assertRegex(rows["Evenings for all"][1], r"^\d+\.\d\d%$")
        self.assertEqual(rows["Programme"][2], "Change, percentage points")
        self.assertIn("Middelstad: in the last year", html)
        self.assertIn("percentage points, against now", html)

    def test_what_is_of_the_town_is_scaled_to_it(self):
        html = self.pages("none", "nuisance", 2, "en")["en"]
        level = next(row[1] for row in Page(html).tables["table-arms"] if row[0] == "As now")
        seen = next(row[2] for row in Page(html).tables["table-what-if"] if row[0].startswith("Nuisance"))
        self.assertEqual(f"{float(level):.1f}", seen)
        self.assertIn("Nuisance, occasions a month, all, 12 to 25, Middelstad", html)

    def test_the_four_pillars(self):
        with tempfile.TemporaryDirectory() as name:
            result = Path(name) / "r.h5"
            run_program(
                "compare",
                ROOT / "scenarios/studies/four-pillars.toml",
                "--youths",
                "800",
                "--replicates",
                "2",
                "--months",
                "24",
                "--set",
                "simulation.run_in_months=12",
                "-o",
                result,
            )
            tables = Page(pages_of(result, "nl")["nl"]).tables
            data = open_result(result)
            flow = data["starts"].isel(substance=0).sel(subgroup="age_12_16").astype(float).sum("month") / 2.0 * Study(data).town_scale
            adding = float((data["term_weight"].isel(term=0) * flow).sum("arm").mean())
            self.assertEqual(tables["table-adding"][1][:2], ["Voorlichting *", Words("nl").people(adding, True)])
            self.assertEqual(len(tables["table-together"]), 1 + 6)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
