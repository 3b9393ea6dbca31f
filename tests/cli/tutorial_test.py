"""The six steps of scenarios/README.md, from a question to a report: files and commands as they stand there."""

import re
import shlex
import subprocess
import sys
import unittest

from in_folder import InFolder, ROOT

TEXT = (ROOT / "scenarios/README.md").read_text(encoding="utf-8")
STEPS = TEXT[TEXT.index("## From a question to a report") : TEXT.index("## Scenarios in full")]


def blocks():
    """Indented blocks in their order, each with the file that it is said to be, else None."""
    for found in re.finditer(r"([^\n]*)\n\n((?:    [^\n]*\n|\n(?=    ))+)", STEPS):
        file = re.search(r"`(my/\w+\.toml)`:$", found.group(1))
        yield file and file.group(1), re.sub(r"(?m)^    ", "", found.group(2))


class Tutorial(InFolder):
    def test_each_step_works_as_it_stands(self):
        for name in ("scenarios", "analysis"):
            (self.folder / name).symlink_to(ROOT / name)
        written, ran = [], []
        for file, text in blocks():
            if file:
                self.write(file, text)
                written.append(file)
                continue
            for command in text.splitlines():
                program, *words = shlex.split(command)
                # The whole study is made small too.
                less = ["--youths", "1200", "--replicates", "2", "--months", "24"] if words[0] == "compare" and "--youths" not in words else []
                if program == "pijler":
                    self.expect(0, *words, *less)
                else:
                    done = subprocess.run([program if program == "mkdir" else ROOT / program, *words], cwd=self.folder, capture_output=True, text=True)
                    self.assertEqual(done.returncode, 0, done.stderr)
                ran.append(words[0])
        self.assertEqual(written, ["my/current.toml", "my/evenings.toml", "my/lessons.toml", "my/study.toml"])
        self.assertEqual(ran, ["my", "municipality", "validate", "compare", "compare", "my/study.h5"])
        page = (self.folder / "my/report.html").read_text(encoding="utf-8")
        self.assertIn('lang="nl"', page)
        self.assertIn("Evenings or lessons in Zutphen?", page)
        self.assertNotIn("niet uit te voeren", page)  # both can be done for the budget that the question names


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
