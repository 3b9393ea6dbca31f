"""What reports tell of how a result was made: its inputs, its sources, what the program declared and what arms delivered.

Run as it is, with the program and the source folder as arguments; or by pytest, which tries only what needs no program.
"""

import json
import re
import sys
import unittest

import numpy as np

from report_support import ROOT, Compared, Page, listed, needs_program

from pijler.open import open_result
from pijler.report.declarations import Declarations, Source, declared, read_sources
from pijler.report.inputs import Inputs
from pijler.report.page import report


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


@needs_program
class DeclaredByAResult(Compared):
    languages = ("en",)

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

    def test_where_nobody_declares_no_price_and_no_letter_is_told(self):
        html = report(open_result(self.result), "en", Declarations())
        text = Page(html).text
        self.assertNotRegex(text, r"€0 per|per person reached|Evidence runs from A|The grade says|grades? [ABCDX]\b")
        self.assertNotIn("table-grades", Page(html).tables)
        self.assertIn("coverage 20%", text)
        self.assertIn("of an older version", text)
        self.assertIn("Evidence runs from A", Page(self.pages["en"]).text)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
