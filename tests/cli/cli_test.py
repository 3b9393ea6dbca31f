#!/usr/bin/python3
"""What a user meets: exit statuses, messages, files, signals. Runs the built program.

cli_test.py PIJLER SOURCE_DIR
"""
import csv
import io
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

PIJLER, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
sys.path.insert(0, str(ROOT / "benchmarks"))
from side_by_side.measure import profile_in  # noqa: E402

SCENARIOS = ROOT / "scenarios"
SMALL = ["--youths", "300", "--months", "12", "--replicates", "2", "--set", "simulation.run_in_months=12"]


class InFolder(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="pijler-cli-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def pijler(self, *words, cwd=None):
        return subprocess.run([PIJLER, *map(str, words)], capture_output=True, text=True, cwd=cwd or self.folder, timeout=120)

    def expect(self, status, *words):
        done = self.pijler(*words)
        self.assertEqual(done.returncode, status, f"pijler {' '.join(map(str, words))}\n{done.stdout}{done.stderr}")
        return done

    def as_nobody(self, status, *words):
        """Without the rights of root, to whom every file is open."""
        nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.geteuid() == 0 else []
        if nobody and (shutil.which("setpriv") is None or subprocess.run([*nobody, PIJLER, "--version"], capture_output=True).returncode != 0):
            self.skipTest("needs setpriv, and a program that anyone may run")
        self.folder.chmod(0o755)
        done = subprocess.run([*nobody, PIJLER, *map(str, words)], capture_output=True, text=True, cwd=self.folder, timeout=120)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done

    def write(self, name, text, encoding="utf-8"):
        path = self.folder / name
        path.write_bytes(text.encode(encoding))
        return path

    def scenario(self, body="", name="scenario.toml"):
        return self.write(name, f'title = "x"\nextends = "{SCENARIOS}/baseline.toml"\n{body}')

    def study(self):
        return self.write("study.toml", f'''title = "Two arms"
[[arm]]
name = "baseline"
scenario = "{SCENARIOS}/baseline.toml"
[[arm]]
name = "parents"
scenario = "{SCENARIOS}/parent_education.toml"
''')

    def h5py(self):
        try:
            import h5py
        except ImportError:
            self.skipTest("needs python3-h5py")
        return h5py

    def datasets(self, name):
        """The bytes of every dataset; texts as lists."""
        h5py = self.h5py()
        with h5py.File(self.folder / name) as file:
            return {key: list(data.asstr()[()]) if h5py.check_string_dtype(data.dtype) else data[()].tobytes() for key, data in file.items()}

    def left_over(self):
        return sorted(path.name for path in self.folder.iterdir() if "tmp" in path.name or path.suffix == ".h5")


class Usage(InFolder):
    def test_help_and_version(self):
        self.assertRegex(self.expect(0, "--version").stdout, r"^pijler \d+\.\d+")
        for words in (["--help"], *([command, "--help"] for command in ("run", "compare", "validate", "list", "info"))):
            self.assertIn("pijler", self.expect(0, *words).stdout)

    def test_bad_usage_is_64(self):
        scenario = self.scenario()
        for words in ([], ["rum"], ["run"], ["run", scenario, scenario], ["run", scenario, "--rep", "1"], ["run", scenario, "--replicats", "1"],
                      ["run", scenario, "--replicates", "-1"], ["run", scenario, "--replicates=-1"], ["run", scenario, "--replicates", "0"],
                      ["run", scenario, "--replicates", "two"], ["run", scenario, "--replicates", "1.5"], ["run", scenario, "--months=-12"],
                      ["run", scenario, "--youths=-300"], ["run", scenario, "--youths", "nan"], ["run", scenario, "--seed=-1"],
                      ["run", scenario, "--threads=0"], ["run", scenario, "--threads=-2"], ["run", scenario, "--progress", "perhaps"],
                      ["run", scenario, "--set", "months"], ["run", scenario, "--set", "simulation.monts=1"], ["run", scenario, "--set", "=1"],
                      ["run", scenario, "--set", "peer.influence=nan"], ["run", scenario, "--set", "peer.influence=17"],
                      ["run", scenario, "--set", "simulation.months=-1"], ["run", scenario, "--outcomes", "stats"],
                      ["run", scenario, "--outcomes", ""], ["run", scenario, "--outcomes", "starts,"], ["run", scenario, "--outcomes", ",starts"],
                      ["run", scenario, "--set", "output.subgroups="], ["run", scenario, "--set", "output.subgroups=all,"],
                      ["run", scenario, "--outcomes", "net_starts"], ["run", scenario, "--outcomes", "starts,prevented_starts"],
                      ["run", scenario, "--set", "arm.baseline.parameters.peer.influence=0.5"],
                      ["list"], ["list", "parameter"], ["list", "parameters", "--format", "xml"], ["info"], ["validate"], ["compare"]):
            with self.subTest(words=words[:1] + words[2:]):
                done = self.expect(64, *words)
                self.assertEqual(done.stdout, "")
                self.assertTrue(done.stderr.strip())
        self.assertIn("--replicates", self.expect(64, "run", scenario, "--replicats", "1").stderr)
        self.assertIn("'run'", self.expect(64, "rum").stderr)
        self.assertIn("did you mean '--replicates'?", self.expect(64, "run", scenario, "--rep", "1").stderr)
        self.assertNotIn("did you mean", self.expect(64, "run", scenario, "--flamboyant", "1").stderr)
        self.assertNotIn("--file", self.expect(64, "run", scenario, "--profil", "1").stderr)  # no option, though files have that name within
        two = self.expect(64, "run", scenario, "--set", "peer.influence=17", "--set", "simulation.months=0").stderr
        self.assertRegex(two, r"\Apijler: --set peer.influence=17: .*\npijler: --set simulation.months=0: .*\n\Z")
        self.assertRegex(self.expect(64, "rum").stderr, r"\Apijler: unknown command.*\n\npijler simulates(.|\n)*\n\Z")
        self.assertIn("'starts,'", self.expect(64, "run", scenario, "--outcomes", "starts,").stderr)
        self.assertIn("pijler compare", self.expect(64, "run", scenario, "--outcomes", "net_starts").stderr)
        self.assertFalse((self.folder / "results").exists() and any((self.folder / "results").iterdir()))

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

    def test_a_list_can_be_asked_of_some(self):
        for what, names in (("interventions", ["area_ban", "contact_point"]), ("outcomes", ["cost"]), ("subgroups", ["entrants_0", "parents_reached"])):
            rows = json.loads(self.expect(0, "list", what, *names, "--format", "json").stdout)
            self.assertEqual(sorted(row["name"] for row in rows), sorted(names))
        self.assertIn("'parent_education'", self.expect(64, "list", "interventions", "parents_education").stderr)
        of_bans = [row["name"] for row in json.loads(self.expect(0, "list", "parameters", "regulation.area_ban", "--format", "json").stdout)]
        self.assertGreater(len(of_bans), 1)
        self.assertTrue(all(name.startswith("regulation.area_ban.") for name in of_bans))
        self.expect(64, "list", "parameters", "regulation.area")

    def test_places_in_help_can_be_doubled(self):
        scenario = ROOT / "scenarios/light_help_capacity.toml"
        short = ("--youths", "300", "--months", "1", "--replicates", "1", "--set", "simulation.run_in_months=0", "-o", self.folder / "places.h5", "--overwrite")
        self.expect(0, "run", scenario, *short, "--set", "light_help_capacity.coverage=1.5")
        self.assertIn("it lies between 0 and 2", self.expect(64, "run", scenario, *short, "--set", "light_help_capacity.coverage=2.5").stderr)

    def test_parameters_say_where_they_come_from(self):
        for row in json.loads(self.expect(0, "list", "parameters", "--format", "json").stdout):
            self.assertLessEqual({"name", "unit", "default", "low", "high", "meaning", "source", "grade"}, set(row))


class Files(InFolder):
    def test_everything_shipped_is_right(self):
        shipped = sorted(SCENARIOS.rglob("*.toml"))
        self.assertGreater(len(shipped), 8)
        self.expect(0, "validate", *shipped)

    def test_a_misspelt_key_is_65_with_its_place(self):
        path = self.scenario('[[intervention]]\ntype = "parent_education"\ncovrage = 0.3\n')
        for command in ("run", "compare", "validate"):
            done = self.expect(65, command, path)
            self.assertRegex(done.stderr, re.escape(f"{path}:5:") + r"\d+: error: .*covrage.*'coverage'")
            self.assertEqual(done.stderr.count("error:"), 1)

    def test_all_faults_of_all_files_are_told(self):
        one = self.scenario('[simulation]\nmonths = -1\nreplicates = "two"\n[[intervention]]\ntype = "parent_educaton"\n', "one.toml")
        two = self.scenario('[output]\nevry = 12\n', "two.toml")
        done = self.expect(65, "validate", one, two)
        for part in ("months", "replicates", "parent_education", "every"):
            self.assertIn(part, done.stderr)
        self.assertEqual(done.stderr.count("error:"), 4)

    def test_what_is_not_there_is_66(self):
        for command in ("run", "compare", "validate", "info"):
            self.expect(66, command, self.folder / "none.toml")

    def test_a_pipe_is_refused_at_once(self):
        pipe = self.folder / "pipe.toml"
        os.mkfifo(pipe)
        for command in ("run", "compare", "validate"):
            self.assertIn("not an ordinary file", self.expect(66, command, pipe).stderr)
        self.assertIn("not an ordinary file", self.expect(66, "info", pipe).stderr)

    def test_what_cannot_be_read_is_66_with_the_reason(self):
        for command in ("run", "validate", "info"):
            self.assertIn("is a folder", self.expect(66, command, self.folder).stderr)
        hidden = self.write("hidden.h5", "x")
        hidden.chmod(0)
        self.assertIn("Permission denied", self.as_nobody(66, "info", hidden).stderr)

    def test_a_note_on_what_may_not_be_meant(self):
        study = self.study()
        study.write_text(study.read_text() + 'parameters = { "norms.bias" = 1.2 }\n')
        done = self.expect(0, "validate", study)
        self.assertRegex(done.stderr, r"note: arm 'parents': 'norms.bias' acts on youths and parents who arrive")
        study.write_text(study.read_text().replace("norms.bias", "friendship.class_reshuffle").replace("1.2", "0.2"))
        self.assertRegex(self.expect(65, "compare", study).stderr, r"study.toml:\d+:\d+: error: arm 'parents' has 'friendship.class_reshuffle' 0.2 where")

    def test_what_a_file_names_in_vain_is_65(self):
        self.expect(65, "run", self.write("a.toml", 'title = "x"\nextends = "none.toml"\n'))
        self.expect(65, "run", self.write("b.toml", 'title = "x"\n[population]\nmunicipality = "none.toml"\n'))

    def test_odd_files(self):
        for name, text in {"empty": "", "accent": 'title = "x"\n[één]\n', "comma": 'title = "x"\n[parameters]\n"peer.influence" = 0,5\n',
                           "twice": 'title = "x"\ntitle = "y"\n', "itself": 'title = "x"\nextends = "itself.toml"\n'}.items():
            with self.subTest(name=name):
                done = self.expect(65, "validate", self.write(f"{name}.toml", text))
                self.assertRegex(done.stderr, rf"{name}\.toml:\d+:\d+: error: ")
        self.expect(65, "validate", self.write("latin.toml", 'title = "één"\n', "latin-1"))
        self.assertIn(self.pijler("validate", self.folder).returncode, (65, 66))
        windows = self.scenario().read_text().replace("\n", "\r\n")
        self.expect(0, "validate", self.write("windows.toml", "\ufeff" + windows))

    def test_every_fault_of_the_broken_files_has_a_place(self):
        broken = ROOT / "tests/scenario/corpus"
        files = sorted(broken.glob("*.toml"))
        for kind, text in {"nodes": 'nodes = "{}"\nties = "none.csv"', "ties": f'nodes = "{broken}/good/nodes.csv"\nties = "{{}}"'}.items():
            files += [self.write(f"{path.stem}.toml", 'title = "x"\n[population]\n' + text.format(path)) for path in broken.glob(f"{kind}-*.csv")]
        self.write("none.csv", "from,to\n")
        self.assertGreater(len(files), 200)
        done = self.expect(65, "validate", *files)
        for line in done.stderr.splitlines():
            self.assertRegex(line, r"^/.+:[1-9]\d*:[1-9]\d*: (error|note): |: note: ")
        right = re.findall(r"(\S+)\.toml: right", done.stdout)
        self.assertLess(len(right), 5)  # with these the words of the tests of scenario/ disagree, not those of the program

    def test_a_result_is_not_replaced_unasked(self):
        output = self.write("out.h5", "mine")
        self.expect(73, "run", self.scenario(), *SMALL, "-o", output)
        self.assertEqual(output.read_text(), "mine")
        self.expect(0, "run", self.scenario(), *SMALL, "-o", output, "--overwrite")
        self.assertGreater(output.stat().st_size, 1000)
        self.assertEqual(self.left_over(), ["out.h5"])

    def test_a_folder_must_be_there(self):
        self.expect(73, "run", self.scenario(), *SMALL, "-o", self.folder / "none/out.h5")
        self.assertIn(self.pijler("run", self.scenario(), *SMALL, "--overwrite", "-o", self.folder).returncode, (73, 64))

    def mounted(self, options):
        place = self.folder / "mount"
        place.mkdir()
        if subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", place], capture_output=True).returncode != 0:
            self.skipTest("needs the right to mount")
        self.addCleanup(subprocess.run, ["umount", "-l", place])
        return place

    def test_a_read_only_folder_is_73(self):
        place = self.mounted("ro,size=1m")
        started = time.monotonic()
        self.expect(73, "run", SCENARIOS / "baseline.toml", "-o", place / "out.h5")  # said before the run, which takes longer
        self.assertLess(time.monotonic() - started, 10)

    def test_why_the_default_folder_is_missing(self):
        place = self.mounted("ro,size=1m")
        scenario = self.scenario()
        done = subprocess.run([PIJLER, "run", scenario, *SMALL], capture_output=True, text=True, cwd=place)
        self.assertEqual((done.returncode, done.stderr), (73, "pijler: results: cannot be created: Read-only file system\n"))

    def test_a_folder_that_others_own(self):
        scenario = self.scenario().rename(self.folder / "of-root.toml")
        (self.folder / "closed").mkdir(mode=0o700)
        if os.geteuid() == 0:  # the owner may write into the folder itself
            text = self.as_nobody(73, "run", scenario, *SMALL).stderr
            self.assertEqual(text, "pijler: results: cannot be created: Permission denied\n")
            text = self.as_nobody(73, "run", scenario, *SMALL, "-o", "closed/in/out.h5").stderr
            self.assertIn("closed/in cannot be reached: Permission denied", text)

    def test_a_full_disk_is_74_and_leaves_nothing(self):
        place = self.mounted("size=16k")
        (place / "filler").write_bytes(b"x" * 8192)
        self.expect(74, "run", self.scenario(), *SMALL, "-o", place / "out.h5")
        self.assertEqual([path.name for path in place.iterdir()], ["filler"])

    def test_info(self):
        output = self.folder / "out.h5"
        self.expect(0, "compare", self.study(), *SMALL, "-o", output)
        text = self.expect(0, "info", output).stdout
        for part in ("title: Two arms", "seed: 20261123", "starts(arm, replicate, month, subgroup, substance)", "arm 2;", "baseline parents"):
            self.assertIn(part, text)
        self.expect(65, "info", self.scenario())
        damaged = bytearray(output.read_bytes())
        damaged[len(damaged) // 2] ^= 1
        (self.folder / "damaged.h5").write_bytes(damaged)
        self.expect(65, "info", self.folder / "damaged.h5")

    def test_results_open_elsewhere(self):
        output = self.folder / "out.h5"
        self.expect(0, "compare", self.study(), *SMALL, "-o", output)
        done = subprocess.run([sys.executable, ROOT / "tests/output/open_result.py", output], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


class Runs(InFolder):
    def test_the_default_output_is_named_after_the_file(self):
        self.expect(0, "run", self.scenario(), *SMALL)
        self.assertTrue((self.folder / "results/scenario.h5").is_file())
        self.expect(73, "run", self.scenario(), *SMALL)

    def test_several_scenarios_are_arms(self):
        output = self.folder / "out.h5"
        self.expect(0, "compare", SCENARIOS / "baseline.toml", SCENARIOS / "youth_skills.toml", *SMALL, "-o", output)
        self.assertIn("baseline youth_skills", self.expect(0, "info", output).stdout)

    def test_the_main_study_in_small_ends_with_a_table(self):
        done = self.expect(0, "compare", SCENARIOS / "studies/parents-vs-youths.toml", *SMALL, "-o", "out.h5")
        for part in ("starts", "age_12_16", "parents", "youths_information", "both", "out.h5"):
            self.assertIn(part, done.stdout)
        self.assertEqual(done.stderr, "")

    def sections(self, text):
        """The parts of a table, each from its title on."""
        return [part.strip("\n") for part in re.split(r"\n\n", text)]

    def study_with(self, text, replicates=3, of_arm=""):
        self.scenario(f"[simulation]\nreplicates = {replicates}\nmonths = 24\nrun_in_months = 12\n[population]\nyouths = 500\n", "small.toml")
        self.write("more.toml", 'extends = "small.toml"\n[[intervention]]\ntype = "youth_education"\napproach = "skills"\nname = "lessons"\n')
        return self.write("asked.toml", f'''title = "Asked"
[study]
{text}
[[arm]]
name = "usual"
scenario = "small.toml"
[[arm]]
name = "lessons"
scenario = "more.toml"
{of_arm}''')

    def test_the_estimand_comes_first_as_the_study_states_it(self):
        h5py = self.h5py()
        import numpy
        for n, (outcome, subgroup, horizon) in enumerate([("past_year_use", "age_16_18", 12), ("starts", "female", 18), ("descriptive_norm", "age_14", 24), ("cost", "all", 24),
                                                          ("net_starts", "all", 24), ("network_degree", "all", 12), ("noise_floor_starts", "all", 24)]):
            with self.subTest(outcome=outcome):
                study = self.study_with(f'[study.estimand]\noutcome = "{outcome}"\nsubgroup = "{subgroup}"\nhorizon = {horizon}')
                done = self.expect(0, "compare", study, "-o", f"{n}.h5")
                first = self.sections(done.stdout)[3]
                whom = "the whole town" if outcome in ("cost", "network_degree") else subgroup
                self.assertTrue(first.startswith(f"Estimand: {outcome} in {whom} over {horizon} months"), done.stdout)
                self.assertNotIn("nan", done.stdout)
                if outcome != "starts":
                    continue
                with h5py.File(self.folder / f"{n}.h5") as file:
                    group = list(file["subgroup"].asstr()[()]).index(subgroup)
                    starts = file["starts"][:, :, :horizon, group, 0].sum(axis=2).mean(axis=1)
                self.assertIn(f"(usual: {starts[0]:.0f};", first)
                self.assertIn(f"{100 * (starts[1] / starts[0] - 1):+.1f}", first)

    def test_outcomes_asked_for_do_not_leave_out_the_estimand(self):
        done = self.expect(0, "compare", self.study_with('[study.estimand]\noutcome = "quits"\nsubgroup = "age_18_24"'), "--outcomes", "youths", "-o", "out.h5")
        self.assertIn("Estimand: quits in age_18_24 over 24 months (usual:", done.stdout)

    def test_any_subgroups_will_do(self):
        done = self.expect(0, "compare", self.study_with('[output]\nsubgroups = ["female"]'), "-o", "out.h5")
        self.assertIn("3 replicates, 24 months.", done.stdout)
        self.assertIn("Estimand: starts in age_12_16 over 24 months (usual:", done.stdout)
        self.expect(0, "run", self.scenario('[output]\nsubgroups = ["female"]\n'), *SMALL, "-o", "run.h5")

    def test_a_run_cut_short_does_not_answer_the_study(self):
        study = self.study_with("[study.estimand]\nhorizon = 24")
        whole = self.expect(0, "compare", study, "-o", "whole.h5").stdout
        cut = self.expect(0, "compare", study, "--months", "12", "-o", "cut.h5").stdout
        self.assertNotIn("ends after", whole)
        self.assertIn("This run ends after 12 months: it does not answer the question as fixed.", cut)
        fixed = re.compile(r"over 24 months.*\n.*hash \w+")
        self.assertEqual(fixed.search(whole).group(), fixed.search(cut).group())

    def test_parameter_sets_are_kept_and_called_so(self):
        h5py = self.h5py()
        values = [0.10, 0.12, 0.2, 0.3]
        self.write("sets.csv", "peer.influence\n" + "".join(f"{value}\n" for value in values))
        done = self.expect(0, "compare", self.study_with('uncertainty = "sets.csv"', replicates=4), "-o", "out.h5")
        self.assertIn("over the study's parameter sets", done.stdout)
        self.assertNotIn("central effects", done.stdout)
        self.assertNotIn("noise  ", done.stdout)
        with h5py.File(self.folder / "out.h5") as file:
            at = list(file["parameter"].asstr()[()]).index("peer.influence")
            self.assertEqual(file["parameter_drawn"][:, :, at].tolist(), [values, values])
        few = self.expect(65, "validate", self.study_with('uncertainty = "sets.csv"', replicates=5))
        self.assertRegex(few.stderr, r"asked.toml:3:15: error: 4 parameter sets for 5 replicates")

    def test_set_reaches_one_arm(self):
        h5py = self.h5py()
        study = self.study_with("")
        self.expect(0, "compare", study, "--set", "arm.lessons.lessons.coverage=0", "--set", 'arm.lessons.parameters."peer.influence"=0.5', "-o", "out.h5")
        with h5py.File(self.folder / "out.h5") as file:
            at = list(file["parameter"].asstr()[()]).index("peer.influence")
            self.assertEqual(file["parameter_value"][1, at], 0.5)
            self.assertNotEqual(file["parameter_value"][0, at], 0.5)
            self.assertEqual(file["contacts"][()].sum(), 0)
        self.assertIn("did you mean 'arm.lessons.lessons.coverage'?", self.expect(64, "compare", study, "--set", "arm.lessons.lesson.coverage=0").stderr)

    def test_words_for_one_and_for_nothing(self):
        done = self.expect(0, "compare", self.study_with("", replicates=1), "--months", "1", "--set", "population.youths=60", "-o", "out.h5")
        self.assertRegex(done.stdout, r"1 replicate of \d+ youths, 1 month\.")
        self.assertIn("over 1 month,", done.stdout)
        self.assertIn("- where too few", done.stdout)
        self.assertNotRegex(done.stdout, r"1 (replicate|month)s|\b(inf|nan)\b|\+0\.0 \.\. \+0\.0")
        done = self.expect(0, "run", self.scenario(), "--youths", "300", "--months", "1", "--replicates", "1", "--set", "simulation.run_in_months=1", "-o", "run.h5")
        self.assertIn("1 replicate, 1 month;", done.stdout)

    def test_a_run_tells_what_was_asked_for(self):
        h5py = self.h5py()
        said = self.expect(0, "run", self.scenario(), *SMALL, "--outcomes", "curiosity,quits,contacts,network_degree", "-o", "a.h5").stdout
        with h5py.File(self.folder / "a.h5") as file:
            group = list(file["subgroup"].asstr()[()]).index("all")
            curiosity, quits = file["curiosity"][0, :, :, group, 0].mean(), file["quits"][0, :, :, group, 0].sum(axis=1).mean()
            self.assertEqual([name for name in file.attrs if name.startswith("estimand")], [])
        self.assertRegex(said, rf"\n  curiosity +{curiosity:.3f}\n  quits +{quits:.0f} persons a year\n  contacts +0 contacts a year\n  network_degree +\d\.\d+ ties\n")
        self.assertNotIn("lifetime %", said)
        self.assertIn("seed: ", self.expect(0, "info", "a.h5").stdout)
        said = self.expect(0, "run", self.scenario(), *SMALL, "--outcomes", "youths,starts", "-o", "b.h5").stdout
        self.assertRegex(said, r"\n +youths +starts a year\n(age_\w+ +\d+ +\d+\n)+all +\d+ +\d+\n")
        self.assertNotIn("Mean in subgroup", said)
        self.assertNotIn("Mean in subgroup", self.expect(0, "run", self.scenario(), *SMALL, "-o", "c.h5").stdout)

    def test_says_how_many_youths_there_are(self):
        scenario = self.scenario()
        asked = self.expect(0, "run", scenario, *SMALL[2:], "--youths", "20", "-o", "few.h5").stdout
        self.assertRegex(asked, r"Youths: \d+ on average, where 20 were asked for")
        self.assertNotIn("asked for", self.expect(0, "run", scenario, *SMALL[2:], "--youths", "3000", "-o", "many.h5").stdout)

    def test_set_takes_scenario_keys_and_parameters(self):
        h5py = self.h5py()
        self.expect(0, "run", self.scenario(), "--youths", "300", "--replicates", "2", "--set", "simulation.run_in_months=12", "--set", "simulation.months=5", "--set", "peer.influence=0.25", "-o", "out.h5")
        with h5py.File(self.folder / "out.h5") as file:
            self.assertEqual(file["month"].shape, (5,))
            names = list(file["parameter"].asstr()[()])
            self.assertEqual(file["parameter_value"][0, names.index("peer.influence")], 0.25)

    def test_quiet_and_progress(self):
        scenario = self.scenario()
        done = self.expect(0, "run", scenario, *SMALL, "--quiet", "-o", "quiet.h5")
        self.assertEqual(done.stdout + done.stderr, "")
        self.assertEqual(self.expect(0, "run", scenario, *SMALL, "-o", "auto.h5").stderr, "")  # no terminal, no bar
        self.assertEqual(self.expect(0, "run", scenario, *SMALL, "--progress", "never", "-o", "never.h5").stderr, "")
        done = self.expect(0, "run", scenario, *SMALL, "--progress", "always", "-o", "always.h5")
        self.assertIn("%", done.stderr)
        self.assertNotIn("%  ", done.stdout.split("\n")[0])

    def test_profile(self):
        phases = ["making the town", "school year", "draws", "looking around", "parents", "interventions", "norms", "decision", "signals and care", "friendship", "recording", "writing",
                  "waiting and the rest"]
        scenario = self.scenario()
        self.expect(0, "run", scenario, *SMALL, "-o", "plain.h5")
        for words in (["run", scenario, "-o", "one.h5", "--threads", "1"], ["run", scenario, "-o", "four.h5", "--threads", "4", "--quiet"], ["compare", self.study(), "-o", "two.h5"]):
            done = self.expect(0, *words, *SMALL, "--profile")
            self.assertNotIn("Seconds by phase", done.stdout)
            self.assertLessEqual(max(map(len, done.stderr.splitlines())), 80)
            rows = re.findall(r"^(\w[\w ]*?)  .* ([\d.]+) +(-?[\d.]+) %", done.stderr, flags=re.MULTILINE)
            self.assertEqual([name for name, _, _ in rows], [*phases, "all"])
            self.assertAlmostEqual(sum(float(share) for _, _, share in rows[:-1]), 100.0, delta=1.0)
            self.assertAlmostEqual(sum(float(seconds) for _, seconds, _ in rows[:-1]), float(rows[-1][1]), delta=0.01)
            read = profile_in(done.stderr, 0.0)  # as benchmarks/compare does
            self.assertEqual(list(read.phases), [*phases, "all"])
            self.assertGreater(read.of(0, "making the town"), 0.0)
        self.assertEqual(self.datasets("plain.h5"), self.datasets("one.h5"))
        self.assertEqual(self.datasets("plain.h5"), self.datasets("four.h5"))
        self.expect(64, "validate", scenario, "--profile")
        self.expect(64, "run", scenario, "--profile=yes", "-o", "never.h5")

    def test_threads_and_seed(self):
        scenario = self.scenario()
        for name, words in {"a": ["--threads", "1"], "b": ["--threads", "8"], "c": ["--threads", "1", "--seed", "5"]}.items():
            self.expect(0, "run", scenario, *SMALL, *words, "-o", f"{name}.h5")
        self.assertEqual(self.datasets("a.h5"), self.datasets("b.h5"))
        self.assertNotEqual(self.datasets("a.h5"), self.datasets("c.h5"))


class Signals(InFolder):
    # Long enough to be stopped midway, short enough to be resumed.
    LONG = ["--youths", "2000", "--months", "60", "--replicates", "24", "--threads", "1", "--set", "simulation.run_in_months=12"]

    def start(self, *words):
        return subprocess.Popen([PIJLER, *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=self.folder)

    def wait_for_share(self, process, percent):
        """Reads the bar until it shows `percent`."""
        shown = b""
        while True:
            part = os.read(process.stderr.fileno(), 4096)
            if not part:
                self.fail(f"ended early: {shown}")
            shown += part
            found = re.findall(rb"(\d+) %", shown)
            if found and int(found[-1]) >= percent:
                return

    def test_ctrl_c_keeps_the_work_and_resume_goes_on(self):
        study = self.study()
        self.expect(0, "compare", study, *self.LONG, "-o", "unbroken.h5")
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGUSR1):
            with self.subTest(signal=number):
                output = f"out{int(number)}.h5"
                process = self.start("compare", study, *self.LONG, "-o", output, "--progress", "always")
                self.wait_for_share(process, 20)
                process.send_signal(number)
                stdout, stderr = process.communicate(timeout=60)
                self.assertEqual(process.returncode, 75, stderr)
                self.assertIn(b"--resume", stderr)
                self.assertEqual(stdout, b"")
                self.assertFalse((self.folder / output).exists())
                self.assertTrue((self.folder / f"{output}.checkpoint").is_file())
                self.expect(0, "compare", study, *self.LONG, "-o", output, "--resume")
                self.assertEqual(self.datasets(output), self.datasets("unbroken.h5"))
                self.assertFalse((self.folder / f"{output}.checkpoint").exists())
        self.assertEqual([name for name in self.left_over() if "tmp" in name], [])

    def test_the_command_named_for_resuming_works(self):
        scenario = self.scenario(name="my scenario.toml")
        process = self.start("run", scenario, *self.LONG, "-o", "out.h5", "--progress", "always")
        self.wait_for_share(process, 20)
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 75)
        command = re.search(r"To go on: (pijler .*)", stderr.decode()).group(1)
        done = subprocess.run(["bash", "-c", f'pijler() {{ "{PIJLER}" "$@"; }}; {command}'], cwd=self.folder, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue((self.folder / "out.h5").is_file())

    def test_nothing_to_resume_is_said(self):
        done = self.expect(0, "run", self.scenario(), *SMALL, "-o", "out.h5", "--resume")
        self.assertIn("nothing to resume: there is no out.h5.checkpoint", done.stderr)

    def test_resume_refuses_another_studys_work(self):
        study = self.study()
        process = self.start("compare", study, *self.LONG, "-o", "out.h5", "--progress", "always")
        self.wait_for_share(process, 20)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
        self.expect(65, "compare", study, *self.LONG, "--seed", "5", "-o", "out.h5", "--resume")

    def test_stopped_in_the_first_replicate(self):
        words = ["run", self.scenario(), "--youths", "20000", "--replicates", "1", "--months", "600", "--threads", "1", "--outcomes", "starts"]
        self.expect(0, *words, "-o", "unbroken.h5")
        process = self.start(*words, "-o", "out.h5", "--progress", "always")
        self.wait_for_share(process, 1)
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=10)
        self.assertEqual(process.returncode, 75, stderr)
        self.assertIn(b"stopped; 0 of 1 replicates, and 1 in hand, are kept in out.h5.checkpoint. To go on: ", stderr)
        self.assertFalse((self.folder / "out.h5").exists())
        self.assertIn("fingerprint: ", self.expect(0, "info", "out.h5.checkpoint").stdout)
        self.expect(0, *words, "-o", "out.h5", "--resume")
        self.assertEqual(self.datasets("out.h5"), self.datasets("unbroken.h5"))

    def test_a_second_signal_ends_at_once(self):
        # So many youths that the first month is far off when the signals come.
        process = self.start("run", self.scenario(), "--youths", "400000", "--threads", "1", "-o", "out.h5")
        time.sleep(0.7)
        process.send_signal(signal.SIGINT)
        time.sleep(0.3)
        if process.poll() is not None:
            self.skipTest("stopped before the second signal: this machine is fast")
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=10)
        self.assertEqual(process.returncode, 130)
        self.assertEqual(self.left_over(), [])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
