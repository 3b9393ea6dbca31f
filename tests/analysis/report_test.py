"""Reports in both languages: their words, their numbers against the result's own, what they refuse.

Run as it is, with the program and the source folder as arguments to try the command too; or by pytest.
"""

import json
import re
import string
import subprocess
import sys
import tempfile
import tomllib
import unittest
from html.parser import HTMLParser
from pathlib import Path
from unittest.mock import patch

PROGRAM = Path(sys.argv[1]) if __name__ == "__main__" and len(sys.argv) > 1 else None
ROOT = Path(sys.argv[2]) if __name__ == "__main__" and len(sys.argv) > 2 else Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "analysis"), str(ROOT / "tests/analysis")]

import numpy as np  # noqa: E402

from pijler.comparison import compare  # noqa: E402
from pijler.intervals import t975  # noqa: E402
from pijler.open import ResultError, open_result  # noqa: E402
from pijler.report.answer import headline  # noqa: E402
from pijler.report.declarations import Declarations, Source, declared, read_sources  # noqa: E402
from pijler.report.estimates import Estimate, Values  # noqa: E402
from pijler.report.inputs import Inputs  # noqa: E402
from pijler.report.page import report  # noqa: E402
from pijler.report.points import points  # noqa: E402
from pijler.report.practice import STATED, detectable, unit_key  # noqa: E402
from pijler.report.study import Study  # noqa: E402
from pijler.report.telling import Telling  # noqa: E402
from pijler.report.words import LANGUAGES, Words, read_parameters, read_words  # noqa: E402
from small_sweep import small_sweep  # noqa: E402

# Section 10 of the model's design: people are not named by their use, nor sorted by risk or origin.
FORBIDDEN = {
    "en": r"addicts?\b|addicted\b|junk(ie|y)|at[- ]risk youth|youths? at risk|risk youth|ethnic|migrant|offender",
    "nl": r"verslaafde?n?\b|junk(ie|s)?\b|risicojonger|probleemjonger|hangjonger|allochto|migrant|etnisch|herkomst",
}
LETTERS = {"en": ("1,234.5", "−0.5", "+12%", "€21,700"), "nl": ("1.234,5", "−0,5", "+12%", "€\u202f21.700")}


class Language(unittest.TestCase):
    def test_both_languages_have_the_same_texts_naming_the_same(self):
        english, dutch = (read_words(language) for language in ("en", "nl"))
        self.assertEqual(list(english), list(dutch))
        names = lambda text: sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)
        for section, texts in english.items():
            self.assertEqual(list(texts), list(dutch[section]), section)
            for key, text in texts.items():
                self.assertEqual(names(text), names(dutch[section][key]), f"{section}.{key}")
                self.assertTrue(text.strip() and dutch[section][key].strip(), f"{section}.{key}")

    def test_no_text_is_left_in_the_other_language(self):
        english, dutch = (read_words(language) for language in ("en", "nl"))
        same = {
            f"{section}.{key}"
            for section, texts in english.items()
            for key, text in texts.items()
            if text == dutch[section][key] and len(text.split()) > 2 and "{" not in text
        }
        self.assertEqual(same, set())
        for key in ("answer", "texts", "warnings", "sentences", "cannot_say", "use"):
            for name, text in dutch[key].items():
                self.assertIsNone(re.search(r"\b(the|with|than|what|which)\b", text), f"{key}.{name}")

    def test_no_word_that_names_people_by_their_use(self):
        for language in LANGUAGES:
            for section, texts in read_words(language).items():
                for key, text in texts.items():
                    self.assertIsNone(re.search(FORBIDDEN[language], text, re.IGNORECASE), f"{language}: {section}.{key}: {text}")

    def test_every_intervention_payer_and_subgroup_has_a_name(self):
        declared = (ROOT / "sim/interventions/registry.cpp").read_text()
        for kind in set(re.findall(r"^        (\w+)\(\),$", declared, re.MULTILINE)):
            for language in LANGUAGES:
                names = read_words(language)["interventions"]
                self.assertTrue(any(name == kind or name.startswith(kind + "_") for name in names), kind)

    def test_numbers_are_written_as_the_language_does(self):
        for language, (large, small, share, euro) in LETTERS.items():
            words = Words(language)
            self.assertEqual(words.number(1234.5, 1), large)
            self.assertEqual(words.number(-0.5, 1, True), small)
            self.assertEqual(words.percent(0.12, 0, True), share)
            self.assertEqual(words.euro(21_703.0), euro)
            self.assertEqual(words.number(-0.04, 1, True), words.number(0.0, 1))  # no sign for what rounds to nothing
            self.assertEqual(words.number(float("nan")), "–")
            self.assertEqual((words.people(9.94, True), words.people(9.96, True)), ("+" + words.number(9.9, 1), "+10"))


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

    def test_what_a_survey_could_find(self):
        self.assertAlmostEqual(detectable(0.1, 900.0), 2.801585 * (0.18 / 900.0) ** 0.5)


class StoredInputs(unittest.TestCase):
    FILES = {
        "studies/s.toml": '[[arm]]\nname = "a"\nscenario = "../a.toml"\n[sweep]\ndesign = "priors"',
        "a.toml": '[[intervention]]\ntype = "one"',
        "town.toml": '[municipality]\nname = "T"',
        "n.csv": "sha256: 0; 12 rows",
    }

    def test_the_study_and_the_town(self):
        inputs = Inputs({"inputs": list(self.FILES), "input_texts": list(self.FILES.values())})
        self.assertEqual((inputs.town, inputs.design, inputs.has_posterior), ("T", "priors", False))


class Sources(unittest.TestCase):
    def test_every_entry_is_read(self):
        text = (ROOT / "scenarios/sources.bib").read_text(encoding="utf-8")
        sources = read_sources(text)
        self.assertEqual(len(sources), len(re.findall(r"^@\w+\{", text, re.MULTILINE)))
        self.assertTrue(all(source.work and re.match("read|derived|recalled|judgement", source.note) for source in sources.values()))
        self.assertEqual(sources["judgement"], Source("Our own judgement", "judgement: offered as a prior or a default; published nowhere"))


class Page(HTMLParser):
    """Tables by identifier, as rows of texts; identifiers; what asks the network; texts by element."""

    def __init__(self, html: str):
        super().__init__()
        self.tables, self.ids, self.fetched, self.text = {}, [], [], ""
        self._table, self._cell, self._silent = None, False, False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if "id" in given:
            self.ids.append(given["id"])
        self.fetched += [
            given[key]
            for key in ("src", "href", "xlink:href", "data", "poster", "srcset", "action")
            if key in given and not given[key].startswith(("#", "data:"))
        ]
        if tag == "table":
            self._table = self.tables.setdefault(given["id"], [])
        if tag == "tr" and self._table is not None:
            self._table.append([])
        if tag in ("th", "td") and self._table is not None:
            self._table[-1].append("")
            self._cell = True
        self._silent = self._silent or tag in ("style", "script")

    def handle_endtag(self, tag):
        if tag == "table":
            self._table = None
        if tag in ("th", "td"):
            self._cell = False
        if tag in ("style", "script"):
            self._silent = False

    def handle_data(self, data):
        if not self._silent:
            self.text += data
        if self._cell:
            self._table[-1][-1] += data


PRIORS = """design = "priors"
points = 12
priors = "{scenarios}/priors/sceptical.csv"
[sweep.parameters]
"arm.parents.parent_education.coverage" = [0.1, 0.6]
"""


def pages_of(result: Path, *languages: str) -> dict[str, str]:
    """HTML by language (default: all)."""
    data = open_result(result)
    known = declared(data.attrs, ROOT / "scenarios/sources.bib")
    return {language: report(data, language, known) for language in languages or LANGUAGES}


def run_program(*words) -> None:
    subprocess.run([PROGRAM, *words], check=True, capture_output=True)


def listed(what: str) -> list[dict]:
    """Rows as the program lists them."""
    return json.loads(subprocess.run([PROGRAM, "list", what, "--format", "json"], check=True, capture_output=True, text=True).stdout)


def command(status: int, *words) -> str:
    """What the command says, if it ends with that status."""
    done = subprocess.run([ROOT / "analysis/pijler-report", *words], capture_output=True, text=True)
    if done.returncode != status:
        raise AssertionError(f"{words}: {done.returncode}, not {status}\n{done.stdout}{done.stderr}")
    return done.stdout + done.stderr


@unittest.skipIf(PROGRAM is None, "needs the program")
class Declared(unittest.TestCase):
    def test_every_parameter_and_unit_has_a_dutch_meaning_and_no_other(self):
        rows = listed("parameters")
        dutch = read_parameters("nl")
        self.assertEqual(set(dutch["meanings"]), {row["name"] for row in rows}, "analysis/pijler/report/words/parameters.nl.toml")
        self.assertLessEqual({row["unit"] for row in rows} - {""}, set(dutch["units"]))
        for text in dutch["meanings"].values():
            self.assertIsNone(re.search(FORBIDDEN["nl"], text, re.IGNORECASE), text)

    def test_every_payer_and_unit_of_an_intervention_has_a_name(self):
        for row in listed("interventions"):
            for language in LANGUAGES:
                self.assertIsNotNone(Words(language).get("payers", row["payer"]), row["payer"])
                self.assertIsNotNone(Words(language).get("units", unit_key(row["unit"])), row["unit"])

    def test_every_programme_has_a_name_and_says_what_it_takes_in_the_words_of_the_field(self):
        for row in listed("interventions"):
            names = [f"{row['name']}_{approach}" for approach in row["approaches"]] or [row["name"]]
            self.assertLessEqual(set(names), set(read_words("en")["interventions"]))
            for field in STATED:
                for language, key in (("en", field), ("nl", f"{field}_nl")):
                    said = row[key] if row["approaches"] else [row[key]]
                    self.assertEqual(len(said), len(names), f"{row['name']}: {key}")
                    for text in said:
                        self.assertTrue(text)
                        self.assertIsNone(re.search(FORBIDDEN[language], text, re.IGNORECASE), f"{row['name']}: {text}")


@unittest.skipIf(PROGRAM is None, "needs the program")
class Reports(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.kept = tempfile.TemporaryDirectory()
        cls.folder = Path(cls.kept.name)
        cls.result = cls.folder / "r.h5"
        run_program(
            "compare",
            ROOT / "scenarios/studies/parents-vs-youths.toml",
            "--youths",
            "3000",
            "--replicates",
            "3",
            "--months",
            "24",
            "--set",
            "simulation.run_in_months=24",
            "-o",
            cls.result,
        )
        cls.pages = pages_of(cls.result)

    @classmethod
    def tearDownClass(cls):
        cls.kept.cleanup()

    def test_one_file_that_asks_the_network_for_nothing(self):
        for language, html in self.pages.items():
            page = Page(html)
            self.assertLess(len(html.encode()), 1_000_000)
            self.assertIn(f'<html lang="{language}">', html)
            self.assertEqual(page.fetched, [])
            self.assertIsNone(re.search(r"@import|url\((?!#)|fetch\(|XMLHttp|WebSocket|<iframe|<object|<embed", html))
            self.assertIn("default-src 'none'", html)
            self.assertEqual(len(page.ids), len(set(page.ids)), "an identifier stands twice")

    def test_no_forbidden_word_and_nothing_unfilled(self):
        for language, html in self.pages.items():
            text = Page(html).text
            prose = re.sub(r"(?s)<pre.*?</pre>", "", html)
            self.assertIsNone(re.search(FORBIDDEN[language], Page(prose).text, re.IGNORECASE))
            self.assertIsNone(re.search(r"\bNone\b|\bnan\b|[{}]|Undefined", Page(prose).text), language)
            self.assertGreater(len(text), 10_000)

    def test_every_chart_has_a_sentence_and_a_table(self):
        for html in self.pages.values():
            figures = re.findall(r"(?s)<figure.*?</figure>", html)
            self.assertGreater(len(figures), 8)
            for figure in figures:
                self.assertRegex(figure, r"(?s)<figcaption><h\d.*?</h\d><p>[^<]{20,}</p>")
                self.assertRegex(figure, r'<svg role="img" aria-label="[^"]{3,}"')
                self.assertTrue("<table" in figure or 'id="title-table-first"' in figure)  # the first page's stands under it
                self.assertIn("<text", figure)

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

    def test_the_result_declares_what_the_program_does(self):
        known = declared(open_result(self.result).attrs, self.folder / "none")
        for kind in ("interventions", "parameters"):
            self.assertEqual(list(getattr(known, kind).values()), listed(kind))

    def test_what_a_programme_takes_is_told_as_the_result_declares_it(self):
        data = open_result(self.result)
        row = {**declared(data.attrs, self.folder / "none").interventions["parent_education"], "decides_nl": "de raad van Elckerlyc"}
        data = data.assign_attrs(declarations=json.dumps({"interventions": [row], "parameters": []}))
        known = declared(data.attrs, self.folder / "none")
        self.assertEqual((list(known.interventions), known.parameters, known.sources), (["parent_education"], {}, {}))
        self.assertIn("de raad van Elckerlyc", report(data, "nl", known))

    def test_what_was_delivered_is_told_as_options_had_it(self):
        data = open_result(self.result)
        arms = [str(arm).replace('"coverage":0.2,', '"coverage":0.37,') for arm in data["arm_interventions"].values]
        page = Page(report(data.assign(arm_interventions=("arm", np.array(arms, dtype=object))), "en", declared(data.attrs, self.folder / "none")))
        self.assertIn("reaches 37% of whom it is meant for; aged 12 to 15; once a year", page.text)

    def test_english_in_a_dutch_page_says_so(self):
        self.assertRegex(self.pages["nl"], r'<pre tabindex="0" lang="en">#:schema ')
        self.assertRegex(self.pages["nl"], r'<td lang="en">judgement: offered as a prior')
        self.assertNotIn('lang="en">', self.pages["en"].replace('<html lang="en">', ""))

    def test_what_a_user_wrote_is_text(self):
        data = open_result(self.result).assign_attrs(title='<script>alert("$x$")</script> & co')
        html = report(data, "en", Declarations())
        self.assertNotIn("<script>alert", html)
        self.assertIn("&lt;script&gt;alert", html)

    def test_where_nobody_declares_no_price_and_no_letter_is_told(self):
        html = report(open_result(self.result), "en", Declarations())
        text = Page(html).text
        self.assertNotRegex(text, r"€0 per|per person reached|Evidence runs from A|The grade says|grades? [ABCDX]\b")
        self.assertNotIn("table-grades", Page(html).tables)
        self.assertIn("coverage 20%", text)
        self.assertIn("of an older version", text)
        self.assertIn("Evidence runs from A", Page(self.pages["en"]).text)

    def test_without_the_number_of_youths_numbers_are_of_the_simulated_town(self):
        data = open_result(self.result)
        data.attrs.pop("share_simulated")
        html = report(data, "en", Declarations())
        self.assertRegex(html, r"youths a year in the simulated town come to a first use")
        self.assertNotIn("the whole town", Page(re.sub(r"(?s)<pre.*?</pre>", "", html)).text)

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
        for low, said in ((-3.0, "about all parents would have to come"), (0.5, "even if all parents came")):
            with (
                patch.object(Telling, "change", lambda _, arm: changes.get(arm.name, Estimate(0.0, 0.1))),
                patch.object(Telling, "against_scaled", lambda *_: Estimate(1.0, 0.1, 1.0, low, 4.0)),
            ):
                found = dict(points(told))["The condition"]
            self.assertIn(said, found)
            self.assertEqual("Practice knows at most 50%" in found, low < 0.0)

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

    def test_the_command_writes_the_same_bits_or_nothing(self):
        there, missing = self.folder / "there.html", self.folder / "missing/r.html"
        self.assertEqual(command(0, self.result, "-o", there, "--lang", "nl"), f"report: {there}\n")
        self.assertEqual(there.read_text(encoding="utf-8"), self.pages["nl"])
        there.write_text("kept")
        command(73, self.result, "-o", there)
        command(65, ROOT / "README.md", "-o", there, "--overwrite")
        self.assertEqual(there.read_text(), "kept")
        command(73, self.result, "-o", missing)
        self.assertEqual(list(self.folder.glob(".half.*")), [])

    def test_exit_statuses(self):
        out, one = self.folder / "never.html", self.folder / "one.h5"
        command(64, self.result, "-o", out, "--lang", "fr")
        command(64, self.result, "-o", out, "--over")
        command(66, self.folder / "none.h5", "-o", out)
        run_program(
            "run",
            ROOT / "scenarios/baseline.toml",
            "--youths",
            "800",
            "--replicates",
            "2",
            "--months",
            "12",
            "--set",
            "simulation.run_in_months=24",
            "-o",
            one,
        )
        self.assertIn("compares no arms", command(65, one, "-o", out))
        self.assertFalse(out.exists())

    def test_a_sweep_of_plausible_worlds(self):
        folder = self.folder / "sweep"
        folder.mkdir()
        result = small_sweep(PROGRAM, ROOT / "scenarios", folder, PRIORS)
        page = Page(pages_of(result, "en")["en"])
        best = page.tables["table-best"][1:]
        self.assertEqual([row[0] for row in best], ["As now", "Skills", "Parents"])
        self.assertAlmostEqual(sum(int(row[2].split()[0]) for row in best), 100, delta=2)
        net = open_result(result)["net_starts"].isel(substance=0).sel(arm="skills", subgroup="age_12_16").astype(float).sum("month").mean() / 2.0
        row = next(row for row in page.tables["table-arms"] if row[0] == "Skills")
        self.assertEqual(row[2], Words("en").people(float(net) * Study(open_result(result)).town_scale, True))

        # A point that could not run is left out of a merged result, and named.
        data = open_result(result)
        lacking = data.isel(point=data["point"].values != 4).assign_attrs(failed_points=["4: could not run"])
        worlds = data.sizes["point"] - 1
        self.assertEqual((Study(lacking).world_count, Study(lacking).values("starts", 0).central.shape), (worlds, (worlds, 2)))

    def test_a_sweep_of_ranges_is_refused(self):
        folder = self.folder / "grid"
        folder.mkdir()
        result = small_sweep(PROGRAM, ROOT / "scenarios", folder, 'design = "grid"\n[sweep.parameters]\n"peer.influence" = [0.4, 0.5]\n')
        with self.assertRaisesRegex(ResultError, "no plausible worlds"):
            Study(open_result(result))


@unittest.skipIf(PROGRAM is None, "needs the program")
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
