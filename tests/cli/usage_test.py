#!/usr/bin/python3
"""How the program is called: help, and what is refused with status 64.

usage_test.py PIJLER SOURCE_DIR
"""
import re
import sys
import unittest

from in_folder import InFolder, ROOT


class Usage(InFolder):
    def test_help_and_version(self):
        self.assertRegex(self.expect(0, "--version").stdout, r"^pijler \d+\.\d+")
        for words in (["--help"], *([command, "--help"] for command in ("run", "compare", "validate", "list", "info"))):
            self.assertIn("pijler", self.expect(0, *words).stdout)

    def test_every_command_is_told_of(self):
        """In --help, with a help of its own, and where commands are documented."""
        commands = re.findall(r"(?m)^  (\w+) ", self.expect(0, "--help").stdout)
        self.assertGreaterEqual(len(commands), 11)
        documented = "".join(path.read_text() for path in (ROOT / "README.md", ROOT / "sim/cli/README.md") if path.is_file())
        for command in commands:
            self.assertTrue(self.expect(0, command, "--help").stdout.startswith(f"pijler {command}"), command)
            self.assertIn(f"`pijler {command} ", documented)
        self.assertLessEqual(max(map(len, self.expect(0, "--help").stdout.splitlines()[3:])), 90)

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

    def test_places_in_help_can_be_doubled(self):
        scenario = ROOT / "scenarios/light_help_capacity.toml"
        short = ("--youths", "300", "--months", "1", "--replicates", "1", "--set", "simulation.run_in_months=0", "-o", self.folder / "places.h5", "--overwrite")
        self.expect(0, "run", scenario, *short, "--set", "light_help_capacity.coverage=1.5")
        self.assertIn("it lies between 0 and 2", self.expect(64, "run", scenario, *short, "--set", "light_help_capacity.coverage=2.5").stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
