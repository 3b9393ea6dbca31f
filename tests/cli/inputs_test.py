#!/usr/bin/python3
"""Files that are handed over: what is wrong in them is told with its place, all at once.

inputs_test.py PIJLER SOURCE_DIR
"""
import os
import re
import sys
import unittest

from in_folder import InFolder, ROOT, SCENARIOS


class Inputs(InFolder):
    def test_everything_shipped_is_right(self):
        shipped = sorted(set(SCENARIOS.rglob("*.toml")) - set(SCENARIOS.glob("posterior/*")))  # those are read by analysis/ alone
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


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
