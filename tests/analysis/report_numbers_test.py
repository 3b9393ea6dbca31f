"""Numbers of reports: estimates worked out by hand, and a page's numbers against the result's own.

Run as it is, with the program and the source folder as arguments; or by pytest, which tries only what needs no program.
"""

import re
import sys
import tomllib
import unittest

import numpy as np

from report_support import ROOT, Compared, Page, needs_program

from pijler.comparison import compare
from pijler.intervals import t975
from pijler.open import open_result
from pijler.report.declarations import Declarations
from pijler.report.estimates import Values
from pijler.report.page import report
from pijler.report.practice import detectable
from pijler.report.study import Study
from pijler.report.telling import Telling
from pijler.report.words import Words


class Numbers(unittest.TestCase):
    def test_both_intervals(self):
        central, drawn = np.array([[1.0, 2.0, 3.0]]), np.array([-4.0, -2.0, 0.0])
        one = Values(central, drawn).estimate()
        self.assertAlmostEqual(one.noise, t975(2) / 3**0.5)
        self.assertEqual((one.mean, one.middle), (2.0, -2.0))
        self.assertAlmostEqual(one.high, -2.0 + t975(2) * 2.0 * (4.0 / 3.0) ** 0.5)
        self.assertEqual((one.count(), one.count_above()), (2, 0))

    def test_a_verdict_needs_worlds(self):
        of = lambda drawn: Values(np.array([[-5.0, -5.0]]), None if drawn is None else np.array(drawn)).estimate().verdict
        spread = np.linspace(-1.0, 1.0, 20)
        self.assertEqual(of(None), "not_drawn")
        self.assertEqual(of([-5.0, -5.1, -5.2]), "unclear")  # few
        self.assertEqual(of(np.full(20, -5.0)), "unclear")  # all alike is no certainty
        self.assertEqual(of(spread - 5.0), "lower")
        self.assertEqual(of(spread + 5.0), "higher")
        self.assertEqual(of(spread - 0.95), "likely_lower")
        self.assertEqual(of(spread + 0.95), "likely_higher")
        self.assertEqual(of(spread - 0.5), "unclear")

    def test_worlds_of_a_sweep_without_their_noise(self):
        random = np.random.default_rng(3)
        one = Values(random.normal(-1.0, 0.0, (400, 1)) + random.normal(0.0, 2.0, (400, 6)), None, True).estimate()
        self.assertEqual(one.verdict, "lower")  # replicates differ, worlds do not
        self.assertAlmostEqual(one.noise, 1.96 * 2.0 / 2400**0.5, delta=0.005)
        alike = Values(np.array([[-44.0, -34.0], [-34.0, -44.0], [-39.0, -39.0]]), None, True).estimate()
        self.assertAlmostEqual(alike.high - alike.mean, alike.noise)  # no surer than their mean
        self.assertGreater(alike.noise, 1.0)

    def test_what_a_survey_could_find(self):
        self.assertAlmostEqual(detectable(0.1, 900.0), 2.801585 * (0.18 / 900.0) ** 0.5)


@needs_program
class NumbersOfAResult(Compared):
    def test_numbers_are_the_results_own(self):
        data = open_result(self.result)
        starts = data["starts"].isel(substance=0).sel(subgroup="age_12_16").astype(float).sum("month") / 2.0
        town = tomllib.loads((ROOT / "scenarios/municipalities/middelstad.toml").read_text())["municipality"]
        youths = town["youths_12_17"]["value"] + town["youths_18_24"]["value"] * 8 / 7
        scale = 1.0 / float(data.attrs["share_simulated"])
        self.assertAlmostEqual(scale * float(data["youths"].sel(arm="baseline", subgroup="all").mean()) / youths, 1.0, delta=0.01)
        base = float(starts.sel(arm="baseline").mean()) * scale
        change = float((starts.sel(arm="parents") - starts.sel(arm="baseline")).mean()) * scale
        drawn = (starts.sel(arm="parents_drawn") - starts.sel(arm="baseline")).values * scale
        half = t975(2) * np.std(drawn, ddof=1) * (4.0 / 3.0) ** 0.5
        cost = float(data["cost"].sel(arm="parents").sum(["month", "pillar", "payer"]).mean()) / 2.0 * scale
        for language, (name, now, to) in {"en": ("Parents", "As now", "to"), "nl": ("Ouders", "Zoals nu", "tot")}.items():
            words = Words(language)
            rows = {row[0]: row for row in Page(self.pages[language]).tables["table-arms"]}
            self.assertEqual(rows[now][1], words.people(base))
            row = rows[name]
            self.assertEqual(
                row[1:4],
                [
                    words.people(base + change),
                    words.people(change, True),
                    f"{words.people(drawn.mean() - half, True)} {to} {words.people(drawn.mean() + half, True)}",
                ],
            )
            self.assertTrue(row[4].startswith(f"{int(np.sum(drawn < 0.0))} "))
            self.assertEqual(row[5:7], ["C", words.euro(cost)])

    def test_both_intervals_are_those_of_the_package(self):
        data, told = open_result(self.result), Telling(Study(open_result(self.result)), Words("en"), Declarations())
        table = compare(data).set_index(["arm", "delivery"])
        for arm in told.study.arms:
            row, one = table.loc[arm.name, arm.delivery], told.change(arm)
            a_year = told.study.town_scale / told.study.years
            if one.low is None:  # worlds are all alike, which the package tells as an interval without width
                self.assertAlmostEqual(row["unknown_low"], row["unknown_high"])
                continue
            np.testing.assert_allclose(
                [one.mean, one.mean - one.noise, one.middle, one.low, one.high],
                a_year * row[["net", "noise_low", "drawn", "unknown_low", "unknown_high"]].to_numpy(dtype=float),
                rtol=1e-4,
            )  # t's quantile has four figures

    def test_prevented_and_provoked_are_the_results_own(self):
        data = open_result(self.result)
        study = Study(data)
        rows = Page(self.pages["en"]).tables["table-who"][1:]
        of = (
            lambda name: float(data[name].isel(substance=0).sel(arm="youths_information", subgroup="under_15_impulsivity_high").sum("month").mean())
            * study.town_scale
        )
        row = next(row for row in rows if row[0] == "Facts for youths" and row[1].startswith("under 15"))
        words = Words("en")
        self.assertEqual(row[2:4], [words.people(of("prevented_starts")), words.people(of("provoked_starts"))])

    def test_without_the_number_of_youths_numbers_are_of_the_simulated_town(self):
        data = open_result(self.result)
        data.attrs.pop("share_simulated")
        html = report(data, "en", Declarations())
        self.assertRegex(html, r"youths a year in the simulated town \(12 to 16\) come to a first use")
        self.assertNotIn("the whole town", Page(re.sub(r"(?s)<pre.*?</pre>", "", html)).text)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
