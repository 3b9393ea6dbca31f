#!/usr/bin/python3
"""The other ways to run a sweep on several processes or machines, as the README names them: GNU parallel, srun and Snakemake.

examples_test.py PIJLER SOURCE_DIR
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys

import unittest

from slurm import Slurm, missing_programs
from support import SweepTest, contents

SweepTest.pijler, SweepTest.root = sys.argv[1], pathlib.Path(sys.argv[2])
SKIPPED = 77
SECTION = re.search(r"(?ms)^## On a cluster\n(.*?)^## ", (SweepTest.root / "README.md").read_text()).group(1)


class Examples(SweepTest):
    @classmethod
    def setUpClass(cls):
        cls.cluster = Slurm(cpus=4)
        cls.cluster.__enter__()
        cls.addClassCleanup(cls.cluster.__exit__)

    def setUp(self):
        super().setUp()
        self.study(points=24, youths=400)

    def example(self, program):
        """The README's command that begins so."""
        command = re.search(rf"(?m)^    ((?:.*\| )?{program} .*?)(?:  +#.*)?$", SECTION).group(1)
        done = subprocess.run(["bash", "-euo", "pipefail", "-c", command.replace("scenarios/cluster", f"{self.root}/scenarios/cluster")], cwd=self.folder, timeout=250,
                              env=self.cluster.environment | {"PATH": f"{self.folder}/bin:{os.environ['PATH']}", "HOME": str(self.folder)}, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        if not (self.folder / "swept.h5").exists():
            self.run_pijler("merge", "swept", "-o", "swept.h5")
        self.assertEqual(contents(self.folder / "swept.h5"), self.local())
        return done

    def test_gnu_parallel(self):
        self.example("parallel")

    def test_srun_by_rank(self):
        self.example("srun")

    def test_snakemake(self):
        self.example("snakemake")


if __name__ == "__main__":
    if missing := missing_programs() + [name for name in ("parallel", "snakemake") if shutil.which(name) is None]:
        print(f"skipped: not installed: {', '.join(missing)} (Debian: slurm-wlm, munge, parallel, snakemake)")
        sys.exit(SKIPPED)
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
