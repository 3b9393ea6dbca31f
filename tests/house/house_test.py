#!/usr/bin/python3
"""The house keeps its order: direction of includes, third parties in their rooms, purposes, interventions, sources, paths, sizes.

house_test.py PIJLER SOURCE_DIR
"""
import json
import pathlib
import re
import subprocess
import sys
import unittest

PIJLER, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
SIM = ROOT / "sim"
# From the lowest up: a room includes only itself and rooms before it.
ROOMS = ["core", "scenario", "model", "interventions", "simulation", "output", "study", "cli"]
# Headers of others, by the only rooms that may meet them.
THIRD_PARTY = {r"Random123/": ["core"], r"omp\.h": ["core"], r"toml\+\+/|toml\.hpp": ["scenario"], r"hdf5": ["output"], r"xxhash": ["output"], r"boost/math/": ["cli", "study"], r"boost/random/": ["study"],
               r"boost/(?!math/|random/)": ["cli"], r"nlohmann/": ["cli", "study"]}


def sources(folder=SIM, *suffixes):
    return sorted(path for path in folder.rglob("*") if path.suffix in (suffixes or (".cpp", ".hpp")))


def room_of(path):
    return path.relative_to(SIM).parts[0]


def listed(what):
    return json.loads(subprocess.run([PIJLER, "list", what, "--format", "json"], check=True, capture_output=True, text=True).stdout)


def tracked_files():
    """Files of the tree as delivered: what git knows or would add, and everything where there is no git."""
    known = subprocess.run(["git", "-C", ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard"], capture_output=True, text=True)
    if known.returncode == 0:
        names = [ROOT / name for name in known.stdout.split("\0") if name]
    else:
        names = [path for path in ROOT.rglob("*") if not {"build", "results", "__pycache__"} & set(path.relative_to(ROOT).parts)]
    return [path for path in names if path.is_file()]


class House(unittest.TestCase):
    def test_rooms_are_known(self):
        self.assertEqual(sorted({room_of(path) for path in sources()}), sorted(ROOMS))

    def test_a_room_includes_only_rooms_below_it(self):
        for path in sources():
            allowed = ROOMS[: ROOMS.index(room_of(path)) + 1]
            for name in re.findall(r'^\s*#\s*include\s+"([^"]+)"', path.read_text(), re.M):
                self.assertIn(name.split("/")[0], allowed, f"{path.relative_to(ROOT)} includes {name}")
                self.assertTrue((SIM / name).is_file(), f"{path.relative_to(ROOT)} includes {name}, which is not there")

    def test_third_parties_stay_in_their_rooms(self):
        for path in sources():
            for name in re.findall(r"^\s*#\s*include\s+<([^>]+)>", path.read_text(), re.M):
                for pattern, rooms in THIRD_PARTY.items():
                    if re.match(pattern, name):
                        self.assertIn(room_of(path), rooms, f"{path.relative_to(ROOT)} includes <{name}>")

    def test_openmp_stays_in_core(self):
        for path in sources():
            if re.search(r"^\s*#\s*pragma\s+omp", path.read_text(), re.M):
                self.assertEqual(room_of(path), "core", f"{path.relative_to(ROOT)} has an OpenMP pragma")

    def test_no_generators_clocks_or_libm_variants_decide_results(self):
        """Randomness comes from core/random alone."""
        for path in sources():
            for word in ("std::mt19937", "std::random_device", "std::rand(", "std::uniform_", "std::normal_distribution", "srand("):
                self.assertNotIn(word, path.read_text(), path.relative_to(ROOT))

    def purposes(self):
        pattern = re.compile(r'Purpose<(\w+)>\s+(\w+)\s*\{\s*(\d+)\s*,\s*"([^"]+)"\s*\}')
        return [(path.relative_to(ROOT), *match.groups()) for path in sources() for match in pattern.finditer(path.read_text())]

    def test_no_two_purposes_share_number_or_name(self):
        numbers, names = {}, {}
        for path, identity, _, number, name in self.purposes():
            place = f"{path}: {name}"
            self.assertNotIn((identity, number), numbers, f"{place} and {numbers.get((identity, number))} share {identity} {number}")
            self.assertNotIn(name, names, f"{place} and {names.get(name)} share a name")
            numbers[identity, number] = names[name] = place
        self.assertGreater(len(numbers), 20)

    def test_every_purpose_is_seen_by_this_test(self):
        """A purpose written otherwise would escape the check above."""
        written = sum(len(re.findall(r"constexpr\s+Purpose<", path.read_text())) for path in sources())
        self.assertEqual(written, len(self.purposes()))

    def test_every_intervention_has_a_scenario_and_a_test(self):
        scenarios = "\n".join(path.read_text() for path in (ROOT / "scenarios").rglob("*.toml"))
        for row in listed("interventions"):
            name = row["name"]
            self.assertRegex(scenarios, rf'(?m)^type = "{name}"', f"no scenario uses {name}")
            self.assertTrue((ROOT / f"tests/interventions/{name}_test.cpp").is_file(), f"no tests/interventions/{name}_test.cpp")
            self.assertTrue(list((SIM / "interventions" / row["pillar"]).glob(f"{name}.cpp")), f"{name} lies in the folder of its pillar")
            for approach in row["approaches"]:
                self.assertRegex(scenarios, rf'(?m)^approach = "{approach}"', f"no scenario uses {name}, {approach}")

    def test_every_intervention_says_what_it_is(self):
        for row in listed("interventions"):
            for key in ("meaning", "meaning_nl", "grade", "pillar", "payer"):
                self.assertTrue(row[key], f"{row['name']} has no {key}")

    def test_every_intervention_says_what_it_takes_and_where_that_was_found(self):
        keys = set(re.findall(r"^@\w+\{\s*([^,\s]+)\s*,", (ROOT / "scenarios/sources.bib").read_text(), re.M))
        for row in listed("interventions"):
            for field in ("decides", "programme", "lead_time", "staff", "preconditions", "measure"):
                for key in (field, f"{field}_nl"):
                    said = row[key] if row["approaches"] else [row[key]]
                    self.assertEqual(len(said), max(1, len(row["approaches"])), f"{row['name']}: {key}")
                    self.assertTrue(all(said), f"{row['name']} has no {key}")
            for sources in row["practice_sources"] if row["approaches"] else [row["practice_sources"]]:
                self.assertLessEqual(set(sources), keys, row["name"])

    def test_every_parameter_has_a_source_and_a_range(self):
        keys = set(re.findall(r"^@\w+\{\s*([^,\s]+)\s*,", (ROOT / "scenarios/sources.bib").read_text(), re.M))
        names = set()
        for row in listed("parameters"):
            name = row["name"]
            self.assertNotIn(name, names, f"{name} twice")
            names.add(name)
            self.assertIn(row["source"], keys, f"{name}: source {row['source']} is not in scenarios/sources.bib")
            self.assertLessEqual(row["low"], row["default"], name)
            self.assertLessEqual(row["default"], row["high"], name)
            self.assertLess(row["low"], row["high"], name)
            self.assertIn(row["grade"], list("ABCDXJK"), name)
            self.assertTrue(row["meaning"], name)

    def test_every_source_named_in_code_is_in_the_bibliography(self):
        keys = set(re.findall(r"^@\w+\{\s*([^,\s]+)\s*,", (ROOT / "scenarios/sources.bib").read_text(), re.M))
        for path in sources():
            for line in re.findall(r"//.*(?:Sources?|bibliography): (.*)", path.read_text()):
                for key in re.findall(r"\b[a-z]+(?:19|20)\d\d\b", line):
                    self.assertIn(key, keys, f"{path.relative_to(ROOT)} names {key}")

    def test_no_paths_of_a_machine(self):
        pattern = re.compile(r"(?<![\w.])/(?:work|root|home)/\w")
        for path in tracked_files():
            try:
                text = path.read_text()
            except UnicodeDecodeError:
                continue
            found = pattern.search(text)
            self.assertIsNone(found, f"{path.relative_to(ROOT)}: {text[max(0, found.start() - 30):found.end() + 30] if found else ''}")

    def test_no_file_of_sim_is_a_giant(self):
        for path in sources():
            lines = len(path.read_text().splitlines())
            self.assertLessEqual(lines, 400, f"{path.relative_to(ROOT)} has {lines} lines")

    def test_headers_guard_themselves_once(self):
        for path in sources(SIM, ".hpp"):
            self.assertEqual(path.read_text().count("#pragma once"), 1, path.relative_to(ROOT))

    def test_readmes_name_files_that_are_there(self):
        for readme in (SIM / "README.md", SIM / "model/README.md"):
            if not readme.is_file():
                continue
            for name in re.findall(r"`([\w/]+\.(?:cpp|hpp|toml|bib))`", readme.read_text()):
                places = [readme.parent / name, SIM / name, ROOT / name, *SIM.rglob(name)]
                self.assertTrue(any(place.is_file() for place in places), f"{readme.relative_to(ROOT)} names {name}")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
