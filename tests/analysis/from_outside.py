"""The package where it is installed, and a result where R opens it: long, since each needs what the program does not.

from_outside.py PIJLER SOURCE_DIR
"""

import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROGRAM, ROOT = Path(sys.argv[1]), Path(sys.argv[2])
sys.path.insert(0, str(ROOT / "analysis"))

import numpy as np  # noqa: E402

import pijler  # noqa: E402


def said(*words, folder: Path) -> str:
    """What a command says. Raises AssertionError where it fails."""
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise AssertionError(done.stdout + done.stderr)
    return done.stdout


class FromOutside(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="pijler-outside-"))
        scenarios = [ROOT / "scenarios" / name for name in ("baseline.toml", "youth_skills.toml", "parent_education.toml")]
        said(PROGRAM, "compare", *scenarios, "-o", "study.h5", "--youths", "1500", "--months", "24", "--replicates", "3", "--set", "simulation.run_in_months=24", folder=cls.folder)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def test_installs_without_a_network(self):
        """As a package and as a checkout, beside Debian's packages; the version is the program's."""
        source, python = self.folder / "analysis", self.folder / "venv/bin/python"
        shutil.copytree(ROOT / "analysis", source, ignore=shutil.ignore_patterns("build", "*.egg-info", "__pycache__"))
        made = subprocess.run(["/usr/bin/python3", "-m", "venv", "--system-site-packages", self.folder / "venv"], capture_output=True, check=False)
        if made.returncode != 0 or not shutil.which("pip", path=python.parent):
            self.skipTest("python3-venv is not installed")
        script = """
import importlib.metadata, pathlib, pijler
words = pathlib.Path(pijler.__file__).parent / "report/words"
print(importlib.metadata.version("pijler"), pijler.open("study.h5").sizes["arm"], len(list(words.glob("*.toml"))), pijler.__file__)
"""
        for how, place in (((), self.folder / "venv"), (("-e",), source)):
            said(python, "-m", "pip", "install", "--no-index", "--no-build-isolation", *how, source, folder=self.folder)
            version, arms, languages, file = said(python, "-c", script, folder=self.folder).split()
            self.assertEqual((version, arms), (said(PROGRAM, "--version", folder=self.folder).split()[1], "3"))
            self.assertGreaterEqual(int(languages), 2)
            self.assertTrue(file.startswith(str(place)), file)

    def test_r_opens_a_result_and_has_the_same_numbers(self):
        if not shutil.which("Rscript") or subprocess.run(["Rscript", "-e", "library(ncdf4)"], capture_output=True, check=False).returncode != 0:
            self.skipTest("r-base-core and r-cran-ncdf4 are not installed")
        numbers, told = said("Rscript", ROOT / "analysis/open.R", "study.h5", "youth_skills", "parent_education", "starts", "age_12_16", folder=self.folder).splitlines()
        difference = pijler.paired_difference(pijler.open(self.folder / "study.h5"), "youth_skills", "parent_education", "starts", "age_12_16")
        np.testing.assert_array_equal([float(number) for number in numbers.split()], difference)
        _, mean, _, _, low, high = told.split()
        np.testing.assert_allclose([float(mean), float(low), float(high)], pijler.summary(difference)[["mean", "noise_low", "noise_high"]], rtol=1e-5)


if __name__ == "__main__":
    result = unittest.main(argv=sys.argv[:1], exit=False).result
    sys.exit(1 if not result.wasSuccessful() else 77 if result.skipped else 0)
