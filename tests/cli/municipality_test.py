#!/usr/bin/python3
"""A town from its name: the file that `pijler municipality` writes, and what it says is to be looked up.

municipality_test.py PIJLER SOURCE_DIR
"""
import csv
import json
import re
import sys
import tomllib
import unittest

from in_folder import InFolder, ROOT, SCENARIOS

TOWNS = SCENARIOS / "municipalities"
POPULATIONS = list(csv.DictReader((TOWNS / "populations.csv").open(encoding="utf-8")))
FIGURES = list(csv.DictReader((TOWNS / "figures.csv").open(encoding="utf-8")))
KNOWN = ("read", "derived", "judgement", "recalled")


def figures_of(path):
    return {key: value for key, value in tomllib.loads(path.read_text(encoding="utf-8"))["municipality"].items() if key != "name"}


class Towns(InFolder):
    def town(self, *words):
        output = self.folder / "town.toml"
        done = self.expect(0, "municipality", *words, "-o", output, "--overwrite")
        return figures_of(output), done.stdout, output

    def test_a_town_as_it_is_shipped(self):
        for name in ("deventer", "heerlen"):
            figures, told, output = self.town(name)
            shipped = figures_of(TOWNS / f"{name}.toml")
            self.assertEqual({key: figure["value"] for key, figure in figures.items()}, {key: figure["value"] for key, figure in shipped.items()})
            for key, figure in shipped.items():
                stands_in = figure.get("note", "").startswith("national stand-in")
                self.assertEqual(figures[key]["note"].startswith("national stand-in"), stands_in, key)
                self.assertEqual(figures[key]["how_known"], figure["how_known"] if not stands_in else figures[key]["how_known"], key)
                if not stands_in:
                    self.assertEqual(figures[key], figure)
            self.expect(0, "validate", output)

    def test_every_town_can_be_written_and_read(self):
        for town in POPULATIONS[::9] + [row for row in POPULATIONS if row["municipality"] in {figure["municipality"] for figure in FIGURES}]:
            with self.subTest(town=town["municipality"]):
                figures, told, output = self.town(town["municipality"])
                self.expect(0, "validate", output)
                self.assertEqual(tomllib.loads(output.read_text(encoding="utf-8"))["municipality"]["name"], town["municipality"])
                self.assertIn(town["code"], told)
                self.assertLessEqual(max(map(len, told.split("\nWritten")[0].splitlines())), 80)
                self.assertTrue(all(figure["how_known"] in KNOWN and figure["source"] for figure in figures.values()))

    def test_what_is_to_be_looked_up_is_told_and_written(self):
        figures, told, output = self.town("Goes")
        written = output.read_text(encoding="utf-8")
        remarks = " ".join(line.lstrip("# ") for line in written.splitlines() if line.startswith("#"))
        look_up, check = told.split("To check: ")
        for key, figure in figures.items():
            stands_in = figure["note"].startswith("national stand-in")
            self.assertEqual(bool(re.search(rf"(?m)^  {key} = ", look_up)), stands_in, key)
            self.assertEqual(bool(re.search(rf"(?m)^  {key} = ", check)), not stands_in and figure["how_known"] != "read", key)
            if stands_in or figure["how_known"] != "read":
                self.assertIn(f"{key} = ", remarks)
        for where in ("StatLine", "03759ned", "DUO", "APV", "GGD"):
            self.assertIn(where, told)
        self.assertIn(f"\nWritten: {output}\n", told)

    def test_names_as_they_are_typed(self):
        for typed, name in ((("'s-Hertogenbosch",), "'s-Hertogenbosch"), (("Den", "Bosch"), "'s-Hertogenbosch"), (("den haag",), "'s-Gravenhage"), (("DEVENTER",), "Deventer"),
                            (("sudwest fryslan",), "Súdwest-Fryslân"), (("súdwest-fryslân",), "Súdwest-Fryslân"), (("Hengelo",), "Hengelo (O.)"), (("Sint-Anthonis",), "Land van Cuijk"),
                            (("Nuenen, Gerwen en Nederwetten",), "Nuenen, Gerwen en Nederwetten"), (("Heerhugowaard",), "Dijk en Waard"), (("bergen nh",), "Bergen (NH.)")):
            with self.subTest(typed=typed):
                self.assertEqual(tomllib.loads(self.expect(0, "municipality", *typed).stdout)["municipality"]["name"], name)
        either = self.expect(64, "municipality", "Bergen")
        self.assertIn("'Bergen (L.)' or 'Bergen (NH.)'", either.stderr)

    def test_a_town_that_another_took_in(self):
        for words in ((), ("-o", "town.toml")):
            done = self.expect(0, "municipality", "weesp", *words)
            self.assertEqual(done.stderr, "note: weesp is part of the municipality Amsterdam now, whose figures these are; alone, as the average town of its size: "
                                          "pijler municipality weesp --inhabitants N -o weesp.toml\n")
        for name in ("Den Haag", "Amsterdam", "Dijk en Waard"):
            self.assertEqual(self.expect(0, "municipality", name).stderr, "")
        alone = self.expect(0, "municipality", "Weesp", "--inhabitants", "20000")
        self.assertEqual(alone.stderr, "")
        municipality = tomllib.loads(alone.stdout)["municipality"]
        self.assertEqual((municipality["name"], municipality["inhabitants"]["value"]), ("Weesp", 20000))
        self.assertLess(municipality["youths_12_17"]["value"], 2000)
        haag = tomllib.loads(self.expect(0, "municipality", "Den", "Haag", "--inhabitants", "560000").stdout)["municipality"]
        self.assertGreater(haag["youths_18_24"]["value"], 50000)  # its own

    def test_a_figure_that_was_scaled_says_so(self):
        figures, told, _ = self.town("Goes")
        self.assertIn("Scaled: the average town's, in proportion to inhabitants", " ".join(told.split()))
        for key, figure in figures.items():
            self.assertEqual(f"  {key} = {figure['value']:g} (scaled): " in told if not isinstance(figure["value"], bool) else False, "scaled from" in figure["note"], key)
        figures, told, _ = self.town("Zutphen")
        self.assertNotIn("caled", told)

    def test_a_name_that_is_not_there(self):
        done = self.expect(64, "municipality", "Devanter", "-o", "x.toml")
        self.assertIn("did you mean 'Deventer'?", done.stderr)
        self.assertIn("pijler municipality Devanter --inhabitants N -o devanter.toml", done.stderr)
        self.assertIn("did you mean 'Zutphen'?", self.expect(64, "municipality", "Zutfen").stderr)
        self.assertIn("did you mean 'Den Haag'?", self.expect(64, "municipality", "den hag").stderr)
        self.assertIn("did you mean ''s-Hertogenbosch'?", self.expect(64, "municipality", "s-Hertogenbos").stderr)
        self.assertNotIn("did you mean", self.expect(64, "municipality", "Xyzzyplugh").stderr)
        self.assertFalse((self.folder / "x.toml").exists())
        for words in ([], [""], ["two\nlines"], ["Deventer", "--inhabitants", "12"], ["Deventer", "--inhabitants", "many"], ["Deventer", "--inhabitant", "1000"]):
            self.expect(64, "municipality", *words)

    def test_a_town_without_figures_starts_as_the_average_one(self):
        average = figures_of(TOWNS / "middelstad.toml")
        figures, told, output = self.town("Nergenshuizen aan Zee", "--inhabitants", "50000")
        self.expect(0, "validate", output)
        self.assertEqual(figures["inhabitants"]["value"], 50000)
        self.assertEqual(figures["inhabitants"]["how_known"], "recalled")
        for key in ("youths_12_17", "youths_18_24", "neighbourhoods", "land_area"):
            self.assertEqual(figures[key]["value"], average[key]["value"] / 2, key)
            self.assertNotEqual(figures[key]["how_known"], "read")
        for key, figure in figures.items():
            if key != "inhabitants":
                self.assertTrue(figure["note"].startswith("national stand-in"), key)
                self.assertIn(f"  {key} = ", told)
        for size in ("100", "3000", "20000", "1000000"):
            figures, _, output = self.town("Ergens", "--inhabitants", size)
            self.expect(0, "validate", output)
            self.assertIs(type(figures["schools_vmbo"]["value"]), int)
        figures, _, _ = self.town("Deventer", "--inhabitants", "110000")
        self.assertEqual(figures["inhabitants"]["value"], 110000)
        self.assertEqual(figures["coffeeshops"]["value"], 4)

    def test_a_town_of_students_says_so(self):
        self.assertIn("A town of students", self.town("Delft")[1])
        self.assertNotIn("A town of students", self.town("Urk")[1])

    def test_files_are_whole_or_not_there(self):
        self.expect(0, "municipality", "Urk", "-o", "urk.toml")
        before = (self.folder / "urk.toml").read_text(encoding="utf-8")
        self.assertIn("urk.toml", self.expect(73, "municipality", "Deventer", "-o", "urk.toml").stderr)
        self.assertEqual((self.folder / "urk.toml").read_text(encoding="utf-8"), before)
        self.expect(73, "municipality", "Deventer", "-o", "nowhere/deventer.toml")
        self.expect(0, "municipality", "Deventer", "-o", "urk.toml", "--overwrite")
        self.assertEqual([path.name for path in self.folder.iterdir()], ["urk.toml"])
        as_text = self.expect(0, "municipality", "Deventer").stdout
        self.assertEqual(tomllib.loads(as_text), tomllib.loads((self.folder / "urk.toml").read_text(encoding="utf-8")))

    def test_a_full_disk_leaves_nothing_behind(self):
        full = self.mounted("size=4k")
        (full / "filler").write_bytes(b"x" * 4096)
        self.expect(74, "municipality", "Deventer", "-o", full / "deventer.toml")
        self.assertEqual([path.name for path in full.iterdir()], ["filler"])

    def test_the_list_of_towns(self):
        rows = json.loads(self.expect(0, "list", "municipalities", "--format", "json").stdout)
        self.assertEqual([row["name"] for row in rows], [row["municipality"] for row in POPULATIONS])
        self.assertEqual(len(rows), 342)
        self.assertGreater(next(row for row in rows if row["name"] == "Deventer")["own_figures"], next(row for row in rows if row["name"] == "Goes")["own_figures"])
        one = self.expect(0, "list", "municipalities", "'s-Gravenhage").stdout
        self.assertIn("Den Haag", one)
        self.assertLessEqual(max(map(len, self.expect(0, "list", "municipalities").stdout.splitlines())), 80)

    def test_from_a_name_to_a_comparison(self):
        """As a newcomer would: a file, the command that it ends with in small, and a scenario of their own."""
        told = self.expect(0, "municipality", "Zutphen", "-o", "zutphen.toml").stdout
        command = told.split("\n  pijler ")[1].split("\nor name it")[0].replace("\\\n", " ").split()
        self.assertEqual(command[0], "compare")
        command[1] = str(SCENARIOS / "studies/parents-vs-youths.toml")
        small = ["--youths", "500", "--months", "24", "--replicates", "2", "--set", "simulation.run_in_months=6"]
        self.assertIn("zutphen.h5", self.expect(0, *command, *small).stdout)
        info = self.expect(0, "info", "zutphen.h5").stdout
        self.assertRegex(info, r"(?m)^inputs: .*\bzutphen\.toml")
        self.scenario('[population]\nmunicipality = "zutphen.toml"\n', "here.toml")
        self.write("more.toml", 'title = "Evenings here"\nextends = "here.toml"\n[[intervention]]\ntype = "parent_education"\n')
        self.assertIn("Written: out.h5", self.expect(0, "compare", "here.toml", "more.toml", *small, "-o", "out.h5").stdout)


class Shipped(unittest.TestCase):
    def test_populations_add_up_to_the_country(self):
        """17,407,585 on 1 January 2020, but for Haaren, which is divided among four others since."""
        self.assertEqual(sum(int(row["inhabitants"]) for row in POPULATIONS) + 14370, 17407585)
        codes = [row["code"] for row in POPULATIONS]
        self.assertEqual(len(set(codes)), len(codes))
        self.assertTrue(all(re.fullmatch(r"GM\d{4}", code) for code in codes))

    def test_figures_are_of_towns_and_say_where_they_come_from(self):
        towns, keys = {row["municipality"] for row in POPULATIONS}, set(figures_of(TOWNS / "middelstad.toml"))
        sources = set(re.findall(r"^@\w+\{\s*([^,\s]+)\s*,", (SCENARIOS / "sources.bib").read_text(), re.M))
        seen = set()
        for row in FIGURES:
            self.assertIn(row["municipality"], towns)
            self.assertIn(row["figure"], keys)
            self.assertNotIn((row["municipality"], row["figure"]), seen)
            seen.add((row["municipality"], row["figure"]))
            self.assertIn(row["how_known"], KNOWN)
            self.assertTrue(row["source"])
            self.assertFalse(row["note"].startswith("national stand-in"))
            for key in re.findall(r"\b[a-z]+(?:19|20)\d\d\b", row["source"]):
                self.assertIn(key, sources)
            if row["how_known"] == "read":
                self.assertRegex(row["source"], r"\([a-z]+\d{4}\)$", "what was read has a key")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
