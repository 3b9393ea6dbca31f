#!/usr/bin/python3
"""Completion in shells offers what the program itself declares.

completion_test.py PIJLER SOURCE_DIR
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

from in_folder import InFolder, PIJLER

SHELLS = ("bash", "zsh", "fish")
ENVIRONMENT = {**os.environ, "LC_ALL": "C.UTF-8", "PATH": f"{pathlib.Path(PIJLER).resolve().parent}:{os.environ['PATH']}"}


class Completion(InFolder):
    @classmethod
    def setUpClass(cls):
        cls.scripts = {shell: subprocess.run([PIJLER, "completion", shell], capture_output=True, text=True, check=True).stdout for shell in SHELLS}
        told = subprocess.run([PIJLER, "--help"], capture_output=True, text=True, check=True).stdout
        cls.commands = re.findall(r"(?m)^  (\w+) ", told)
        cls.options = {}
        for command in cls.commands:
            help_text = subprocess.run([PIJLER, command, "--help"], capture_output=True, text=True, check=True).stdout
            cls.options[command] = re.findall(r"(?m)^  (?:-(\w) \[ )?--([\w-]+)", help_text)

    def setUp(self):
        super().setUp()
        for shell, script in self.scripts.items():
            self.write(f"pijler.{shell}", script)

    def needs(self, shell):
        if shutil.which(shell) is None:
            self.skipTest(f"needs {shell}")

    def bash(self, *words, breaks_at_sign=True):
        """What bash would offer for the last of the words, called as bash calls it."""
        program = f'''source pijler.bash
complete -p pijler | grep -q -- '-F _pijler pijler' || exit 9
COMP_WORDS=("$@"); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
_pijler pijler "${{COMP_WORDS[COMP_CWORD]}}" "${{COMP_WORDS[COMP_CWORD - 1]}}"
printf '%s\\n' "${{COMPREPLY[@]}}"'''
        done = subprocess.run(["bash", "--norc", "-c", program, "bash", "pijler", *words], capture_output=True, text=True, cwd=self.folder, env=ENVIRONMENT, timeout=60)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout.split("\n")[:-1] if done.stdout.strip() else []

    def fish(self, line):
        done = subprocess.run(["fish", "--no-config", "-c", f"source pijler.fish; complete -C {json.dumps(line)}"], capture_output=True, text=True, cwd=self.folder, env={**ENVIRONMENT, "HOME": str(self.folder)}, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        return [row.split("\t")[0] for row in done.stdout.splitlines()]

    def test_every_command_and_option_is_in_each(self):
        self.assertGreaterEqual(len(self.commands), 11)
        self.assertIn(("o", "output"), self.options["compare"])
        for command in self.commands:
            for shell, script in self.scripts.items():
                self.assertRegex(script, rf"\b{command}\b", shell)
            part = {"bash": self.part(self.scripts["bash"], command), "zsh": self.part(self.scripts["zsh"], command),
                    "fish": "\n".join(row for row in self.scripts["fish"].splitlines() if f"__fish_seen_subcommand_from {command}'" in row)}
            for letter, option in [*self.options[command], ("h", "help")]:
                self.assertRegex(part["bash"], rf"--{option}(?![\w-])", command)
                self.assertRegex(part["zsh"], rf"--{option}(?![\w-])", command)
                self.assertRegex(part["fish"], rf"-l {option}(?![\w-])", command)
                if letter:
                    self.assertRegex(part["bash"], rf" -{letter}(?![\w-])", command)
                    self.assertRegex(part["fish"], rf"-l {option} -s {letter} ", command)

    def part(self, script, command):
        return re.search(rf"(?ms)^    {command}\)\n(.*?)^        ;;", script).group(1)

    def test_scripts_are_right(self):
        for shell in SHELLS:
            with self.subTest(shell=shell):
                self.needs(shell)
                done = subprocess.run([shell, "-n", f"pijler.{shell}"], capture_output=True, text=True, cwd=self.folder, timeout=60)
                self.assertEqual((done.returncode, done.stdout + done.stderr), (0, ""))

    def test_bash_completes_commands(self):
        self.assertEqual(sorted(self.bash("")), sorted([*self.commands, "--help", "--version"]))
        self.assertEqual(self.bash("com"), ["compare", "completion"])
        self.assertEqual(self.bash("xyz"), [])

    def test_bash_completes_options(self):
        for command in self.commands:
            names = [f"--{option}" for _, option in self.options[command]] + ["--help"]
            self.assertEqual(sorted(word for word in self.bash(command, "-") if word.startswith("--")), sorted(names), command)
        self.assertEqual(self.bash("run", "s.toml", "--rep"), ["--replicates"])

    def test_bash_completes_values(self):
        self.assertEqual(self.bash("run", "--progress", ""), ["auto", "always", "never"])
        self.assertEqual(self.bash("run", "--progress", "=", "al"), ["always"])
        self.assertEqual(self.bash("run", "--progress", "="), ["auto", "always", "never"])
        self.assertEqual(self.bash("run", "--progress=al"), ["--progress=always"])
        self.assertEqual(self.bash("list", "parameters", "--format", ""), ["text", "json", "csv"])
        self.assertEqual(self.bash("list", "p"), ["parameters"])
        self.assertEqual(self.bash("completion", ""), ["bash", "zsh", "fish"])
        self.assertEqual(self.bash("schema", "s"), ["scenario", "study", "substance"])
        self.assertEqual(self.bash("run", "--outcomes", "starts,past_mo"), ["starts,past_month_use"])

    def test_bash_completes_what_can_be_listed(self):
        for what in ("interventions", "parameters", "outcomes", "subgroups"):
            names = [row["name"] for row in json.loads(self.expect(0, "list", what, "--format", "json").stdout)]
            self.assertEqual(self.bash("list", what, ""), names, what)
        self.assertEqual(self.bash("list", "--format", "json", "interventions", "area_ban", "contact"), ["contact_point"])
        self.assertEqual(self.bash("list", "municipalities", "den h"), [r"Den\ Helder"])
        self.assertEqual(self.bash("list", "interventions", "starts"), [])

    def test_bash_completes_what_set_changes(self):
        parameters = [row["name"] for row in json.loads(self.expect(0, "list", "parameters", "--format", "json").stdout)]
        offered = self.bash("run", "--set", "")
        self.assertLessEqual({f"{name}=" for name in parameters}, set(offered))
        for key in ("simulation.run_in_months=", "population.municipality=", "output.every="):
            self.assertIn(key, offered)
        self.assertEqual(self.bash("sweep", "x.toml", "--set", "simulation.mon"), ["simulation.months="])
        self.assertEqual(self.bash("run", "--set", "simulation.months=1"), [])

    def test_bash_leaves_files_to_itself(self):
        for words in (("run", ""), ("compare", "a.toml", ""), ("run", "--output", ""), ("merge", "-o", ""), ("validate", "x"), ("info", "")):
            self.assertEqual(self.bash(*words), [], words)
        self.assertRegex(self.scripts["bash"], r"(?m)^complete -o default -F _pijler pijler$")

    def test_names_of_towns_are_quoted(self):
        self.assertEqual(self.bash("municipality", "Dev"), ["Deventer"])
        self.assertEqual(self.bash("municipality", "den", "h"), ["Helder"])
        self.assertEqual(self.bash("municipality", "den\\ h"), [r"Den\ Helder"])
        self.assertEqual(self.bash("municipality", '"den h'), ["Den Helder"])
        self.assertEqual(self.bash("municipality", r"\'s-H"), [r"\'s-Hertogenbosch"])
        self.assertEqual(self.bash("list", "--format", "json", "out"), ["outcomes"])

    def test_fish_completes(self):
        self.needs("fish")
        self.assertEqual(self.fish("pijler com"), ["compare", "completion"])
        self.assertEqual(sorted(self.fish("pijler run --progress ")), ["always", "auto", "never"])
        self.assertIn("--replicates", self.fish("pijler run --rep"))
        self.assertEqual(self.fish("pijler run --set simulation.mon"), ["simulation.months="])
        self.assertEqual(sorted(self.fish("pijler list ")), sorted(["interventions", "parameters", "outcomes", "subgroups", "municipalities"]))
        self.assertEqual(self.fish("pijler list outcomes past_mo"), ["past_month_use"])
        self.assertNotIn("past_month_use", self.fish("pijler list parameters past_mo"))
        self.assertIn("'s-Gravenhage", [name.replace("\\'", "'") for name in self.fish("pijler municipality ")])
        self.assertIn("pijler.fish", self.fish("pijler validate pij"))

    def test_zsh_loads_and_knows_its_own_words(self):
        self.needs("zsh")
        program = "autoload -U compinit; compinit -u -D; source ./pijler.zsh; print -r -- $_comps[pijler]; functions _pijler >/dev/null && print known"
        done = subprocess.run(["zsh", "-f", "-c", program], capture_output=True, text=True, cwd=self.folder, env={**ENVIRONMENT, "HOME": str(self.folder)}, timeout=60)
        self.assertEqual((done.stdout.split(), done.stderr), (["_pijler", "known"], ""))

    def test_zsh_completes(self):
        self.needs("zsh")
        for line, offered in (("pijler comp", ("compare", "completion")), ("pijler run --progress a", ("auto", "always")), ("pijler run --set simulation.mon", ("simulation.months=",)),
                              ("pijler run --replic", ("--replicates",)), ("pijler list sub", ("subgroups",)), ("pijler list outcomes past_mo", ("past_month_use",)), ("pijler validate pijler.z", ("pijler.zsh",))):
            with self.subTest(line=line):
                shown = self.zsh(line)
                for word in offered:
                    self.assertIn(word, shown)

    def zsh(self, line):
        """What an interactive zsh shows after two tabs."""
        driver = '''zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z "PROMPT= ; autoload -U compinit; compinit -u -D; source ./pijler.zsh; bindkey '^I' complete-word; setopt no_always_last_prompt no_auto_menu; stty -echo; print -r -- read''y"
zpty -r -m z _ "*ready*"
zpty -w -n z "$LINE"$'\\t\\t'
sleep 1
zpty -w -n z $'\\C-u'
zpty -w z "print -r -- don''e"
zpty -r -m z shown "*done*"
print -r -- "$shown"
zpty -d z'''
        done = subprocess.run(["zsh", "-f", "-c", driver], capture_output=True, text=True, cwd=self.folder, env={**ENVIRONMENT, "HOME": str(self.folder), "LINE": line, "TERM": "dumb"}, timeout=60)
        return done.stdout

    def test_bad_usage(self):
        for words in ([], ["csh"], ["bash", "zsh"]):
            self.assertEqual(self.expect(64, "completion", *words).stdout, "")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
