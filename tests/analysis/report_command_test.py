"""The command that writes a report: the same bits or nothing, and what it refuses.

Run as it is, with the program and the source folder as arguments; or by pytest, which tries only what needs no program.
"""

import subprocess
import sys
import unittest

from report_support import ROOT, Compared, needs_program, run_program


def command(status: int, *words) -> str:
    """What the command says, if it ends with that status."""
    done = subprocess.run([ROOT / "analysis/pijler-report", *words], capture_output=True, text=True)
    if done.returncode != status:
        raise AssertionError(f"{words}: {done.returncode}, not {status}\n{done.stdout}{done.stderr}")
    return done.stdout + done.stderr


@needs_program
class Command(Compared):
    languages = ("nl",)

    def test_the_command_writes_the_same_bits_or_nothing(self):
        there, missing = self.folder / "there.html", self.folder / "missing/r.html"
        self.assertEqual(command(0, self.result, "-o", there, "--lang", "nl"), f"report: {there}\n")
        self.assertEqual(there.read_text(encoding="utf-8"), self.pages["nl"])
        there.write_text("kept")
        command(73, self.result, "-o", there)
        command(65, ROOT / "README.md", "-o", there, "--overwrite")
        self.assertEqual(there.read_text(), "kept")
        command(73, self.result, "-o", missing)
        self.assertEqual(list(self.folder.glob(".half.*")), [])

    def test_reports_of_one_result_in_two_languages_stand_side_by_side(self):
        for language in ("nl", "en"):
            self.assertEqual(command(0, self.result, "--lang", language), f"report: {self.folder / f'r.{language}.html'}\n")

    def test_exit_statuses(self):
        out, one = self.folder / "never.html", self.folder / "one.h5"
        command(64, self.result, "-o", out, "--lang", "fr")
        command(64, self.result, "-o", out, "--over")
        command(66, self.folder / "none.h5", "-o", out)
        run_program(
            "run",
            ROOT / "scenarios/baseline.toml",
            "--youths",
            "800",
            "--replicates",
            "2",
            "--months",
            "12",
            "--set",
            "simulation.run_in_months=24",
            "-o",
            one,
        )
        self.assertIn("compares no arms", command(65, one, "-o", out))
        self.assertFalse(out.exists())


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
