"""Words of reports in both languages: complete, each in its own, none that names people by their use.

Run as it is, with the program and the source folder as arguments; or by pytest, which tries only what needs no program.
"""

import re
import string
import sys
import unittest

from report_support import FORBIDDEN, ROOT, listed, needs_program

from pijler.report.practice import STATED, unit_key
from pijler.report.words import LANGUAGES, Words, read_parameters, read_words

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
            self.assertEqual(words.euro(123_456.0, given=True)[-7:], words.number(123_456.0))  # a budget that somebody gave is not rounded
            self.assertEqual(words.span(-13.4, -12.6), "−13")  # an interval that reads alike at both ends is one number


@needs_program
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


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
