#!/usr/bin/python3
"""pijler slurm measures a sweep by doing its first pieces, writes scripts that bash can read, and refuses what sbatch would misread. Runs the built program.

slurm_test.py PIJLER SOURCE_DIR
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

PIJLER, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
STUDY = f"""\
title = "A sweep to submit"

[[arm]]
name = "baseline"
scenario = "{ROOT}/scenarios/baseline.toml"

[sweep]
design = "grid"
[sweep.parameters]
"norms.descriptive.learning_rate" = [0.1, 0.15, 0.2, 0.25, 0.3, 0.35]
"""
SMALL = ["--youths", "200", "--months", "6", "--replicates", "2", "--set", "simulation.run_in_months=0", "--outcomes", "starts"]


class Slurm(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="pijler-slurm-command-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        (self.folder / "study.toml").write_text(STUDY)
        (self.folder / "bin").mkdir()

    def run_it(self, status, *words, command="slurm", settings=SMALL):
        done = subprocess.run([PIJLER, command, "study.toml", "-o", "swept", *settings, *words], cwd=self.folder, capture_output=True, text=True, timeout=120,
                              env={name: value for name, value in os.environ.items() if not name.startswith("SLURM_")} | {"PATH": f"{self.folder}/bin:/usr/bin:/bin"})
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def scontrol(self, says):
        (self.folder / "bin/scontrol").write_text(f"#!/bin/sh\necho '{says}'\n")
        (self.folder / "bin/scontrol").chmod(0o755)

    def script(self, name="sweep"):
        return (self.folder / f"swept/slurm/{name}.sbatch").read_text()

    def test_the_pilot_is_the_sweeps_first_work(self):
        self.assertIn("1 task of less than a minute on 1 core, time limit 60 min", self.run_it(0))
        parts = {part: part.read_bytes() for part in (self.folder / "swept/parts").iterdir()}
        self.assertGreaterEqual(len(parts), 6)
        self.assertIn("#SBATCH --array=1-1\n", self.script())
        self.assertRegex(self.script(), r"#SBATCH --mem=\d+M\n")
        self.run_it(0, command="sweep")
        self.assertEqual({part: part.read_bytes() for part in parts}, parts)

    def test_a_task_by_hand_does_its_share(self):
        self.run_it(0, "--tasks", "3", "--cpus-per-task", "2")
        for task in ("1", "2", "3"):
            subprocess.run(["bash", self.folder / "swept/slurm/sweep.sbatch"], cwd="/", env={"PATH": "/usr/bin:/bin", "SLURM_ARRAY_TASK_ID": task}, check=True, capture_output=True)
        subprocess.run(["bash", self.folder / "swept/slurm/merge.sbatch"], cwd="/", env={"PATH": "/usr/bin:/bin"}, check=True, capture_output=True)
        self.assertTrue((self.folder / "swept.h5").exists())

    def test_options_of_sbatch_are_passed_on(self):
        self.run_it(0, "--tasks", "4", "--time", "1-12", "--mem", "4G", "-p", "short", "-A", "a b", "--sbatch=--qos=long", "--scratch", "$TMPDIR/towns", "--merged", "m.h5", "--max-restarts", "3")
        for line in ("--array=1-4", "--time=2160", "--mem=4G", "--partition=short", "--account='a b'", "--qos=long"):
            self.assertIn(f"#SBATCH {line}\n", self.script())
        self.assertIn('scratch="$TMPDIR/towns"\n', self.script())
        self.assertIn("SLURM_RESTART_COUNT:-0} < 3))", self.script())
        self.assertIn(f"{self.folder}/m.h5", self.script("merge"))

    def test_the_largest_array_is_the_clusters(self):
        (self.folder / "study.toml").write_text(STUDY + f'"education.youths.curiosity" = {[n / 100 for n in range(1, 101)]}\n')
        hours = ["--youths", "100", "--months", "6", "--replicates", "100000", *SMALL[6:]]  # of work, in sixty million small pieces
        self.scontrol("MaxArraySize            = 3")
        said = self.run_it(0, settings=hours)
        self.assertIn("#SBATCH --array=1-2\n", self.script())
        self.assertIn("More than 30 min each, since an array may have at most 2 tasks", said)
        self.scontrol("slurm_load_ctl_conf error")
        self.run_it(0, settings=hours)
        self.assertGreater(int(re.search(r"--array=1-(\d+)\n", self.script()).group(1)), 2)

    def test_what_cannot_be_is_refused(self):
        for words, said in ((["--time", "soon"], "--time takes two minutes or more"), (["--tasks", "0"], "--tasks takes a whole number from 1"),
                            (["--tasks", "5", "--max-tasks", "4"], "--tasks 5: an array may have 4 tasks (--max-tasks)"), (["--tasks", "1001"], "an array may have 1000 tasks; where the cluster takes more, --max-tasks says so"), (["--sbatch", "qos"], "--sbatch takes an option of sbatch"),
                            (["--sbatch", "--qos=a\nreboot"], "--sbatch takes an option of sbatch"), (["--scratch", '"; reboot'], "--scratch takes a folder"),
                            (["--scratch", "$(reboot)"], "--scratch takes a folder"), (["--mem", "4 G\nreboot"], "--mem takes one line"), (["--task", "2"], "unknown option --task")):
            self.assertIn(said, self.run_it(64, *words))
        self.assertFalse((self.folder / "swept").exists())

    def test_there_are_no_more_tasks_than_pieces(self):
        said = self.run_it(0, "--tasks", "500")
        pieces = int(re.search(r"note: (\d+) tasks: the sweep has \1 pieces of work", said).group(1))
        self.assertIn(f"#SBATCH --array=1-{pieces}\n", self.script())
        self.run_it(0, "--tasks", "1500", "--max-tasks", "2000")

    def test_a_result_is_replaced_only_if_it_is_the_sweeps_own(self):
        (self.folder / "swept.h5").write_text("mine")
        self.assertIn("swept.h5: exists", self.run_it(73, "--tasks", "2"))
        self.run_it(0, "--tasks", "2", "--merged", "other.h5")
        (self.folder / "other.h5").write_text("what the last job wrote")
        self.run_it(0, "--tasks", "3", "--merged", "other.h5")
        self.run_it(73, "--tasks", "3")

    def test_another_sweep_is_dropped_only_when_told(self):
        self.run_it(0, "--tasks", "2")
        self.assertIn("holds another sweep, with another seed", self.run_it(65, "--tasks", "2", "--seed", "5"))
        self.run_it(0, "--tasks", "2", "--seed", "5", "--overwrite")
        self.run_it(0, "--overwrite", command="sweep")  # with the scripts lying there


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
