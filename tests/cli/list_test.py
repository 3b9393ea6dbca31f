#!/usr/bin/python3
"""What `pijler list` tells, in every format.

list_test.py PIJLER SOURCE_DIR
"""
import csv
import io
import json
import sys
import unittest

from in_folder import InFolder


class Lists(InFolder):
    def test_list_in_every_format(self):
        for what in ("interventions", "parameters", "outcomes", "subgroups"):
            rows = json.loads(self.expect(0, "list", what, "--format", "json").stdout)
            table = list(csv.DictReader(io.StringIO(self.expect(0, "list", what, "--format", "csv").stdout)))
            self.assertTrue(rows)
            self.assertEqual([row["name"] for row in rows], [row["name"] for row in table])
            self.assertEqual(list(rows[0]), list(table[0]))
            text = self.expect(0, "list", what).stdout
            self.assertLessEqual(max(map(len, text.splitlines())), 80)
            self.assertEqual(text, self.expect(0, "list", what, "--format", "text").stdout)
            for row in rows:
                self.assertIn(row["name"], text)
                self.assertTrue(row["meaning"])

    def test_interventions_are_listed_as_a_table_by_pillar(self):
        rows = json.loads(self.expect(0, "list", "interventions", "--format", "json").stdout)
        text = self.expect(0, "list", "interventions").stdout
        self.assertLessEqual(max(map(len, text.splitlines())), 80)
        table, defaults = text.split("UNLESS A SCENARIO SAYS OTHERWISE")
        order = [table.index(f"\n{row['name']} ") for row in rows]
        self.assertEqual(order, sorted(order))
        told = " ".join(text.split())
        for row in rows:
            self.assertRegex(table, rf"(?m)^{row['name']} +{row['grade']} +en ")
            self.assertIn(row["meaning"].split()[0], table)
            self.assertIn(f"[{row['cost_source']}, {row['cost_grade']}]", told)
            self.assertIn(f"\n{row['name']}\n  coverage {row['coverage']:g} ", defaults)
        one = self.expect(0, "list", "interventions", "parent_education").stdout
        self.assertIn("parent_education (education, grade C)", one)
        self.assertIn("education.parents.effect_communication = 0.24 (-0.9 to 0.9)", one)
        self.assertNotIn("youth_education", one)

    def test_an_intervention_in_full_says_what_it_takes(self):
        rows = json.loads(self.expect(0, "list", "interventions", "--format", "json").stdout)
        table = list(csv.DictReader(io.StringIO(self.expect(0, "list", "interventions", "--format", "csv").stdout)))
        for row, written in zip(rows, table):
            text = self.expect(0, "list", "interventions", row["name"]).stdout
            self.assertLessEqual(max(map(len, text.splitlines())), 80)
            told = " ".join(text.split())
            for n, heading in enumerate([f"What it takes ({approach})" for approach in row["approaches"]] or ["What it takes"]):
                said = lambda key: row[key][n] if row["approaches"] else row[key]
                part = told.split(heading + " ")[1].split("What it takes")[0].split(" Effects, ")[0]
                for field in ("decides", "programme", "lead_time", "staff", "preconditions", "measure"):
                    self.assertIn(f"{field} en {said(field)} nl {said(field + '_nl')}", part)
                self.assertTrue(all(source in part.split("sources ")[1] for source in said("practice_sources")), row["name"])
                self.assertIn("recalled or judged", part)
            self.assertEqual(written["decides_nl"], " | ".join(row["decides_nl"]) if row["approaches"] else row["decides_nl"])

    def test_a_list_can_be_asked_of_some(self):
        for what, names in (("interventions", ["area_ban", "contact_point"]), ("outcomes", ["cost"]), ("subgroups", ["entrants_0", "parents_reached"])):
            rows = json.loads(self.expect(0, "list", what, *names, "--format", "json").stdout)
            self.assertEqual(sorted(row["name"] for row in rows), sorted(names))
        self.assertIn("'parent_education'", self.expect(64, "list", "interventions", "parents_education").stderr)
        of_bans = [row["name"] for row in json.loads(self.expect(0, "list", "parameters", "regulation.area_ban", "--format", "json").stdout)]
        self.assertGreater(len(of_bans), 1)
        self.assertTrue(all(name.startswith("regulation.area_ban.") for name in of_bans))
        self.expect(64, "list", "parameters", "regulation.area")

    def test_parameters_say_where_they_come_from(self):
        for row in json.loads(self.expect(0, "list", "parameters", "--format", "json").stdout):
            self.assertLessEqual({"name", "unit", "default", "low", "high", "meaning", "source", "grade"}, set(row))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
