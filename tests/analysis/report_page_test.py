"""The page of a comparison: one file with all its sections, figures that can be read aloud, an answer no surer than its worlds.

Run as it is, with the program and the source folder as arguments; or by pytest, which tries only what needs no program.
"""

import re
import sys
import unittest
from unittest.mock import patch

from report_support import FORBIDDEN, Compared, Page, needs_program

import numpy as np
from pijler.open import open_result
from pijler.report.answer import headline
from pijler.report.declarations import Declarations, declared
from pijler.report.estimates import Estimate, Values
from pijler.report.page import report
from pijler.report.points import points
from pijler.report.study import Study
from pijler.report.telling import Telling
from pijler.report.words import Words


@needs_program
class ComparisonPage(Compared):
    def test_one_file_that_asks_the_network_for_nothing(self):
        for language, html in self.pages.items():
            page = Page(html)
            self.assertLess(len(html.encode()), 1_000_000)
            self.assertIn(f'<html lang="{language}">', html)
            self.assertEqual(page.fetched, [])
            self.assertIsNone(re.search(r"@import|url\((?!#)|fetch\(|XMLHttp|WebSocket|<iframe|<object|<embed", html))
            self.assertIn("default-src 'none'", html)
            self.assertEqual(len(page.ids), len(set(page.ids)), "an identifier stands twice")

    def test_all_that_a_reader_looks_for_is_there_in_this_order(self):
        for html in self.pages.values():
            found = re.findall(r'<section (?:class="first" )?id="([\w-]+)"', html)
            self.assertEqual(
                found,
                [
                    "first",
                    "who",
                    "time",
                    "differences",
                    "pillars",
                    "what-if",
                    "enforcement",
                    "money",
                    "care",
                    "norms",
                    "practice",
                    "survey",
                    "assumed",
                    "cannot-say",
                    "use",
                    "made",
                ],
            )

    def test_every_chart_has_a_sentence_and_a_table(self):
        for html in self.pages.values():
            figures = re.findall(r"(?s)<figure.*?</figure>", html)
            self.assertGreater(len(figures), 8)
            for figure in figures:
                self.assertRegex(figure, r"(?s)<figcaption><h\d.*?</h\d><p>[^<]{20,}</p>")
                self.assertRegex(figure, r'<svg role="img" aria-label="[^"]{3,}"')
                self.assertTrue("<table" in figure or 'id="title-table-first"' in figure)  # the first page's stands under it
                self.assertIn("<text", figure)

    def test_no_forbidden_word_and_nothing_unfilled(self):
        for language, html in self.pages.items():
            text = Page(html).text
            prose = re.sub(r"(?s)<pre.*?</pre>", "", html)
            self.assertIsNone(re.search(FORBIDDEN[language], Page(prose).text, re.IGNORECASE))
            self.assertIsNone(re.search(r"\bNone\b|\bnan\b|[{}]|Undefined", Page(prose).text), language)
            self.assertGreater(len(text), 10_000)

    def test_english_in_a_dutch_page_says_so(self):
        self.assertRegex(self.pages["nl"], r'<pre tabindex="0" lang="en">#:schema ')
        self.assertRegex(self.pages["nl"], r'<td lang="en">judgement: offered as a prior')
        self.assertNotIn('lang="en">', self.pages["en"].replace('<html lang="en">', ""))

    def test_what_a_user_wrote_is_text(self):
        data = open_result(self.result).assign_attrs(title='<script>alert("$x$")</script> & co')
        html = report(data, "en", Declarations())
        self.assertNotIn("<script>alert", html)
        self.assertIn("&lt;script&gt;alert", html)

    def test_now_is_explained_where_the_reference_is_not_what_there_is_today(self):
        data = open_result(self.result)
        renamed = {name: (data[name].dims, ["evenings" if str(each) == "baseline" else each for each in data[name].values]) for name in ("arm", "arm_base")}
        self.assertNotIn("in this report: all else", report(data.assign_coords(renamed), "en", Declarations()))  # it delivers nothing of its own
        specs = ("arm", ['[{"type": "parent_education"}]', *data["arm_interventions"].values[1:]])
        html = report(data.assign_coords(renamed | {"arm_interventions": specs}), "en", Declarations())
        self.assertIn("“Now” is “Evenings” in this report", html)
        self.assertEqual(Page(html).tables["table-arms"][1][-1], Words("en")("interventions.parent_education"))

    def test_names_of_parameters_and_sources_stand_as_they_are_cited(self):
        for html in self.pages.values():
            self.assertIn('<th scope="row">education.parents.effectiveness</th>', html)

    def test_few_worlds_and_a_short_run_are_not_an_answer(self):
        page = Page(self.pages["en"])
        for said in (
            "Illustrative: do not decide on this",
            "is an extrapolation here",
            "ends after 24 months; the question was about 120",
            "Only 3 plausible worlds",
            "scaled up to all 15,743 youths",
        ):
            self.assertIn(said, page.text)
        self.assertNotRegex(re.search(r'class="headline">([^<]*)', self.pages["en"])[1], "^(Fewer|Probably)")

    def test_a_programme_that_costs_more_is_not_set_above_without_a_word(self):
        told = Telling(Study(open_result(self.result)), Words("en"), Declarations())
        names = lambda one, other: (one, other) if one.name == "youths_skills" else (other, one)
        for at_equal, said in (("unclear", "no clear difference between them."), ("lower", "than with “Parents”.")):
            order = lambda _, one, other: (*names(one, other), "lower" if one.delivery == "as_delivered" else at_equal, "")
            with patch("pijler.report.answer.in_order", order):
                self.assertRegex(headline(told), re.escape(said) + "$")

    def test_how_many_parents_must_come_is_no_surer_than_its_interval(self):
        told = Telling(Study(open_result(self.result)), Words("en"), declared(open_result(self.result).attrs, self.folder / "none"))
        changes = {"parents": Estimate(-2.0, 0.1), "youths_skills": Estimate(-11.0, 0.1)}  # at a coverage of 20 %: 110 % would do as much
        for low, said in ((-3.0, "about all parents whom it is for would have to come"), (0.5, "even if all parents whom it is for came")):
            with (
                patch.object(Telling, "change", lambda _, arm: changes.get(arm.name, Estimate(0.0, 0.1))),
                patch.object(Telling, "against_scaled", lambda *_: Estimate(1.0, 0.1, 1.0, low, 4.0)),
                patch("pijler.report.points.in_order", lambda _, one, other: (other, one, "lower", "")),
            ):
                found = dict(points(told))["The condition"]
            self.assertIn(said, found)
            self.assertEqual("Practice knows at most 50%" in found, low < 0.0)
        with patch("pijler.report.points.in_order", lambda _, one, other: (other, one, "unclear", "")):
            self.assertNotIn("The condition", dict(points(told)))

    def test_the_headline_does_not_deny_what_the_number_under_it_says(self):
        told = Telling(Study(open_result(self.result)), Words("en"), Declarations())
        worlds = np.linspace(-10.0, 14.0, 20)
        for mean, said in ((-8.0, "lowers it most on average"), (1.0, "on average none lowers the number")):
            with patch.object(Telling, "change", lambda *_, mean=mean: Estimate(mean, 0.1, 2.0, -12.0, 16.0, worlds)):
                self.assertIn(said, headline(told))
                self.assertEqual("a year fewer" in dict(points(told))["In numbers"], mean < 0.0)

    def test_an_arm_that_cannot_be_done_for_the_sum_is_named_where_the_sum_is_told(self):
        data = open_result(self.result)
        told = Telling(Study(data.assign_attrs(equalise="budget", budget=20000.0, infeasible_arms="youths_skills")), Words("en"), Declarations())
        with patch.object(Study, "equalised", [arm for arm in told.study.equalised if arm.name == "parents"]):
            self.assertIn("“Skills for youths” cannot be done for that sum", dict(points(told))["For the same money"])
        a_year = Study.a_year
        for spent, about in ((1.0, False), (1.2, True)):
            told = Telling(Study(data.assign_attrs(equalise="budget", budget=20000.0)), Words("en"), Declarations())
            with patch.object(Study, "a_year", lambda study, name, *of, spent=spent, **by: Values(np.array([[20000.0 * spent]]), None) if name == "cost" else a_year(study, name, *of, **by)):
                self.assertEqual("about €20,000" in dict(points(told))["For the same money"], about)

    def test_first_page_and_section_tell_of_the_same_harm(self):
        told = Telling(Study(open_result(self.result)), Words("en"), Declarations())
        arm, group = told.study.delivered[0], "impulsivity_high"
        names = lambda html: Page(html).text
        for gap, worlds, first, section in (
            (30.0, [10.0, 40.0, -5.0], "In 2 of 3 worlds it brings clearly more", "clearly more is provoked than prevented, on average, with"),
            (0.5, [-1.0, 3.0, -0.5], "does so in 1 of 3", "In no group shown does a programme provoke clearly more than it prevents, on average"),
            (-4.0, [-4.0, -4.0, -4.0], "On average no programme itself brings clearly more", "In no group shown does a programme provoke clearly more than it prevents, on average"),
        ):
            found = lambda _, one, of, gap=gap, worlds=worlds: Estimate(gap if (one, of) == (arm, group) else -9.0, 0.1, gap, None, None, np.array(worlds if (one, of) == (arm, group) else [-9.0] * 3))
            with patch("pijler.report.harm.harm_to", found):
                self.assertIn(first, dict(points(told))["Harm"])
                self.assertIn(section, names(report(told.study.data, "en", Declarations())))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
