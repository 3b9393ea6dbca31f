#!/usr/bin/python3
"""Schemas by which editors complete and check files: as the program has them, right about all files that are shipped, wrong about none that
the program takes.

schema_test.py PIJLER SOURCE_DIR
"""
import concurrent.futures
import json
import re
import subprocess
import sys
import tomllib
import unittest

from in_folder import InFolder, PIJLER, ROOT, SCENARIOS

try:
    import jsonschema
except ImportError:
    sys.exit(77)

KINDS = ("scenario", "study", "municipality", "substance")
CORPUS = ROOT / "tests/scenario/corpus"


def kind_of(file):
    if "municipality" in file:
        return "municipality"
    if "substance" in file:
        return "substance"
    return "study" if {"arm", "factor", "study", "sweep", "trial"} & set(file) else "scenario"


def shipped():
    return [path for path in sorted(SCENARIOS.rglob("*.toml")) if path.parent.name != "posterior"]  # what calibration reads is none of these


class Schemas(InFolder):
    @classmethod
    def setUpClass(cls):
        cls.texts = {kind: subprocess.run([PIJLER, "schema", kind], capture_output=True, text=True, check=True).stdout for kind in KINDS}
        cls.schemas = {kind: json.loads(text) for kind, text in cls.texts.items()}
        cls.validators = {kind: jsonschema.Draft7Validator(schema) for kind, schema in cls.schemas.items()}

    def faults(self, kind, file):
        return [f"{'.'.join(map(str, fault.absolute_path))}: {fault.message}" for fault in self.validators[kind].iter_errors(file)]

    def told(self, *names):
        return json.loads(subprocess.run([PIJLER, "list", *names, "--format", "json"], capture_output=True, text=True, check=True).stdout)

    def test_schemas_are_shipped_as_generated(self):
        for kind, text in self.texts.items():
            self.assertEqual((SCENARIOS / f"{kind}.schema.json").read_text(), text, f"pijler schema {kind} > scenarios/{kind}.schema.json")
            jsonschema.Draft7Validator.check_schema(self.schemas[kind])

    def test_shipped_files_are_right(self):
        files = shipped()
        self.assertGreater(len(files), 50)
        for path in files:
            file = tomllib.loads(path.read_text(encoding="utf-8"))
            self.assertEqual(self.faults(kind_of(file), file), [], path)

    def test_every_key_is_explained(self):
        def unexplained(schema, path):
            for key, one in schema.get("properties", {}).items():
                if isinstance(one, dict):
                    if not one.get("description"):
                        yield f"{path}{key}"
                    yield from unexplained(one, f"{path}{key}.")
            if isinstance(schema.get("items"), dict):
                yield from unexplained(schema["items"], path)

        for kind, schema in self.schemas.items():
            self.assertEqual(list(unexplained(schema, "")), [], kind)

    def test_parameters_have_their_ranges_and_defaults(self):
        for kind, path in (("scenario", ("parameters",)), ("substance", ("parameters",)), ("study", ("arm", "parameters"))):
            table = self.schemas[kind]["properties"][path[0]]
            if len(path) > 1:
                table = table["items"]["properties"][path[1]]
            for row in self.told("parameters"):
                one = table["properties"][row["name"]]
                self.assertEqual([one["type"], one["default"], one["minimum"], one["maximum"]], ["number", row["default"], row["low"], row["high"]])
                for word in (row["meaning"], row["unit"], row["source"]):
                    self.assertIn(word, one["description"])

    def test_interventions_have_their_defaults_and_their_own_keys(self):
        intervention = self.schemas["scenario"]["properties"]["intervention"]["items"]
        rows = {row["name"]: row for row in self.told("interventions")}
        self.assertEqual(intervention["properties"]["type"]["enum"], list(rows))
        rules = {rule["if"]["properties"]["type"]["const"]: rule["then"] for rule in intervention["allOf"]}
        for name, row in rows.items():
            own = lambda key: {**intervention["properties"][key], **rules[name]["properties"].get(key, {})}
            self.assertEqual(own("coverage")["default"], row["coverage"], name)
            self.assertEqual(own("start").get("default"), row["start"], name)
            self.assertEqual(rules[name]["properties"].get("every") is False, row["form"] == "lever", name)
            self.assertEqual("approach" in rules[name].get("required", []), bool(row["approaches"]), name)
            if row["approaches"]:
                self.assertEqual(own("approach")["enum"], row["approaches"])
            else:
                self.assertIs(rules[name]["properties"]["approach"], False)
            target = rules[name]["properties"].get("target", {}).get("properties", {})
            self.assertEqual({key for key in ("age", "sex", "track", "neighbourhood") if target.get(key) is not False}, set(row["target"]), name)

    def test_names_that_can_be_asked_for_are_all_there(self):
        output = self.schemas["scenario"]["properties"]["output"]["properties"]
        self.assertEqual(output["outcomes"]["items"]["enum"], [row["name"] for row in self.told("outcomes")])
        self.assertEqual(output["subgroups"]["items"]["enum"], [row["name"] for row in self.told("subgroups")])

    def test_what_the_program_refuses(self):
        """Keys, types and ranges: each refused by both, and right again without what is wrong."""
        head = f'title = "x"\nextends = "{SCENARIOS}/baseline.toml"\n'
        arms = f'title = "x"\n[[arm]]\nname = "a"\nscenario = "{SCENARIOS}/baseline.toml"\n'
        lessons = '[[intervention]]\ntype = "youth_education"\napproach = "skills"\n'
        town = (SCENARIOS / "municipalities/middelstad.toml").read_text()
        substance = (SCENARIOS / "substances/alcohol.toml").read_text()
        wrong = {
            "scenario": [head + text for text in (
                "[simulation]\nmonth = 12\n", '[simulation]\nmonths = "12"\n', "[simulation]\nmonths = 0\n", "[simulation]\nmonths = 12.5\n", "[simulation]\nreplicates = 100001\n", "[simulation]\nseed = -1\n",
                '[simulation]\nsubstances = ["canabis"]\n', "[simulation]\nsubstances = []\n", '[simulation]\nsubstances = ["cannabis", "cannabis"]\n', "[simulation]\nsubstances = \"cannabis\"\n",
                "[populatoin]\nyouths = 100\n", "[population]\nyouths = 0\n", '[population]\nmunicipality = ""\n', "[parameters]\n\"peer.influence\" = 17\n", "[parameters]\n\"peer.influense\" = 0.1\n",
                "[parameters]\n\"peer.influence\" = true\n", "[output]\nevery = 0\n", '[output]\noutcomes = ["start"]\n', "[output]\noutcomes = []\n",
                '[[intervention]]\ntype = "youth_edukation"\n', '[[intervention]]\nname = "x"\n', '[[intervention]]\ntype = "youth_education"\n', '[[intervention]]\ntype = "youth_education"\napproach = "skill"\n',
                lessons + "coverage = 1.5\n", lessons + "covrage = 0.5\n", lessons + "fidelity = 2\n", lessons + "target = { age = [12, 30] }\n", lessons + "target = { age = 12 }\n", lessons + 'target = { sex = "girl" }\n',
                lessons + "cost = { fixed = [1.0, 2.0, 3.0] }\n", lessons + "cost = { fixed = -1.0 }\n", lessons + 'calendar = [ { from = 2 } ]\n', lessons + "screening = { sensitivity = 0.5 }\ntarget = { stage = [\"never\"] }\n",
                '[[intervention]]\ntype = "area_ban"\nevery = 12\n', '[[intervention]]\ntype = "parent_education"\napproach = "skills"\n', '[intervention]\ntype = "parent_education"\n',
                '[[intervention]]\ntype = "mass_media_campaign"\ntarget = { stage = ["never"] }\nscreening = { sensitivity = 0.5, specificity = 0.5, cost = 1 }\n')],
            "study": ['[study]\nequalise = "none"\n', *(arms + text for text in (
                '[study]\nequalise = "money"\n', '[study]\nbudgte = 1.0\n', "[study]\nbudget = -1.0\n", '[study]\nuncertainty = "prior"\n', '[study.estimand]\noutcome = "start"\n', "[study.estimand]\nhorizon = 0\n",
                "[study.estimand]\nrelevant_difference = 2\n", '[[arm]]\nname = "b"\n', '[sweep]\ndesign = "sobol"\n', '[sweep]\npoints = 10\n', '[sweep]\ndesign = "soboll"\npoints = 8\n[sweep.parameters]\n"peer.influence" = [0.0, 0.1]\n',
                '[sweep]\ndesign = "sobol"\npoints = 8\n[sweep.parameters]\n"peer.influence" = [0.0, 0.1, 0.2]\n', '[sweep]\ndesign = "grid"\npoints = 8\n[sweep.parameters]\n"peer.influence" = [0.0, 0.1]\n',
                '[sweep]\ndesign = "sobol"\npoints = 8\nlevels = 4\n[sweep.parameters]\n"peer.influence" = [0.0, 0.1]\n', '[trial]\nschools = 2\n'))],
            "municipality": [town.replace("value = 6600", 'value = "6600"'), town.replace("value = 6600", "value = 0"), town.replace("youths_12_17", "youths_12_18"), town.replace("value = 0.51", "value = 51"),
                             town.replace('how_known = "read"', 'how_known = "guessed"'), town.replace("value = true", "value = 1"), town.replace('source = "chosen: a round number", ', ""), re.sub(r"(?m)^coffeeshops = .*\n", "", town)],
            "substance": [substance.replace('name = "alcohol"', 'name = "Al cohol"'), substance.replace("[substance]", "[substance]\nfollow = \"cannabis\""), substance + '"peer.influense" = 0.1\n'],
        }
        right = {"scenario": head + lessons, "study": arms, "municipality": town, "substance": substance}
        files = []
        for kind, texts in wrong.items():
            self.assertEqual(self.faults(kind, tomllib.loads(right[kind])), [])
            self.expect(0, "validate", self.write(f"right-{kind}.toml", right[kind]))
            for n, text in enumerate(texts):
                self.assertNotEqual(text, right[kind])
                self.assertNotEqual(self.faults(kind, tomllib.loads(text)), [], text[-300:])
                files.append(self.write(f"{kind}-{n}.toml", text))
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            for path, done in zip(files, pool.map(lambda path: self.pijler("validate", path), files)):
                self.assertEqual(done.returncode, 65, path.read_text()[-300:] + done.stderr)

    def test_nothing_is_refused_that_the_program_takes(self):
        """Odd ways to write what is right."""
        self.write("khat.toml", 'title = "Khat"\n[substance]\nname = "khat"\n')
        for n, text in enumerate((
                'extends = ["{0}/baseline.toml"]\n', "[parameters]\npeer.influence = 0.1\n", '[parameters]\n"alcohol.acceptance.intercept" = 1.0\n[simulation]\nsubstances = ["cannabis", "alcohol"]\n',
                '[simulation]\nsubstances = ["khat.toml"]\n', '[[intervention]]\ntype = "parent_education"\ntarget = {{ sex = ["female", "male"], track = ["vmbo"] }}\ncost = {{ fixed = 1, per_contact = [1, 2] }}\n',
                '[[intervention]]\ntype = "light_help_capacity"\ncoverage = 1.5\n', '[[intervention]]\ntype = "public_smoking_ban"\nstop = true\n', '[[intervention]]\ntype = "area_ban"\ncalendar = [ {{ from = 6, strength = 0.0 }} ]\n',
                '[[intervention]]\ntype = "parent_education"\nstrength = 0\nend = 12\nevery = 0\n')):
            text = text.format(SCENARIOS)
            path = self.write(f"odd-{n}.toml", 'title = "x"\n' + ("" if "extends" in text else f'extends = "{SCENARIOS}/baseline.toml"\n') + text)
            self.expect(0, "validate", path)
            self.assertEqual(self.faults("scenario", tomllib.loads(path.read_text())), [], text)
        self.write("sets.csv", "peer.influence\n0.1\n0.2\n")
        self.write("design.csv", "peer.influence\n0.1\n0.2\n")
        for n, text in enumerate(('[study]\nuncertainty = "sets.csv"\n', '[sweep]\ndesign = "design.csv"\n', '[sweep]\ndesign = "grid"\n[sweep.parameters]\n"arm.a.evenings.target" = [{{ age = [12, 13] }}, {{ age = [14, 15] }}]\n'
                                  '"simulation.run_in_months" = [12, 24]\n', '[sweep]\ndesign = "priors"\npoints = 4\n', '[sweep]\ndesign = "morris"\npoints = 4\nlevels = 6\n[sweep.parameters]\n"population.youths" = [500, 900]\n')):
            base = self.write("base.toml", f'extends = "{SCENARIOS}/baseline.toml"\n[simulation]\nreplicates = 2\n[[intervention]]\ntype = "parent_education"\nname = "evenings"\n')
            path = self.write(f"study-{n}.toml", 'title = "x"\n' + text.format() + f'[[arm]]\nname = "a"\nscenario = "{base.name}"\n')
            self.expect(0, "validate", path)
            self.assertEqual(self.faults("study", tomllib.loads(path.read_text())), [], text)

    def test_broken_files_of_the_corpus(self):
        """What the schema refuses the program refuses: each is broken, most in a way that a schema can tell."""
        refused, not_told = set(), set()
        for path in sorted(CORPUS.glob("*.toml")):
            kind = path.name.split("-")[0]
            try:
                file = tomllib.loads(path.read_text(encoding="utf-8"))
            except (tomllib.TOMLDecodeError, UnicodeDecodeError):
                continue
            if kind in KINDS:
                (refused if self.faults(kind, file) else not_told).add(path.stem)
        self.assertGreater(len(refused), 110)
        for word in ("key", "negative", "bool", "plain-number", "share", "how-known", "missing", "no-source"):
            self.assertIn(f"municipality-{word}", refused)

    def test_usage(self):
        for words in ([], ["scenarios"], ["scenario", "study"]):
            self.assertEqual(self.expect(64, "schema", *words).stdout, "")
        self.assertIn("did you mean 'scenario'?", self.expect(64, "schema", "scenaro").stderr)

    def test_shipped_files_name_their_schema(self):
        for path in shipped():
            first = path.read_text(encoding="utf-8").split("\n", 1)[0]
            self.assertTrue(first.startswith("#:schema "), f"{path}: {first}")
            named = (path.parent / first.removeprefix("#:schema ")).resolve()
            self.assertEqual(named, (SCENARIOS / f"{kind_of(tomllib.loads(path.read_text(encoding='utf-8')))}.schema.json").resolve(), path)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
