#!/usr/bin/python3
"""A sweep on a real Slurm of two nodes loses nothing, whatever happens to its tasks, and gives the bits that a local run gives.

slurm_test.py PIJLER SOURCE_DIR
"""
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import unittest

from slurm import Slurm, kill, missing_programs, wait_for
from support import SweepTest, contents

SweepTest.pijler, SweepTest.root = sys.argv[1], pathlib.Path(sys.argv[2])
SKIPPED = 77
TASKS = 40


def is_pending(process, number):
    """Whether a signal waits for a stopped process."""
    status = pathlib.Path(f"/proc/{process}/status").read_text()
    return any(int(mask, 16) >> (number - 1) & 1 for mask in re.findall(r"(?m)^(?:SigPnd|ShdPnd):\s*(\w+)", status))


def stop(process):
    """Whether it stands still now, and had not ended."""
    try:
        os.kill(process, signal.SIGSTOP)
        wait_for("a process to stop", lambda: state(process) in "TZX")
        return state(process) == "T"
    except (ProcessLookupError, FileNotFoundError):
        return False


def state(process):
    return re.search(r"(?m)^State:\s*(\w)", pathlib.Path(f"/proc/{process}/status").read_text()).group(1)


class SweepOnSlurm(SweepTest):
    settings = ["--seed", "7", "--set", "simulation.run_in_months=6"]

    @classmethod
    def setUpClass(cls):
        cls.cluster = Slurm(cpus=2)
        cls.cluster.__enter__()
        cls.addClassCleanup(cls.cluster.__exit__)

    def setUp(self):
        super().setUp()
        self.environment = self.cluster.environment | {"PATH": f"{self.folder}/bin:{os.environ['PATH']}"}
        self.addCleanup(self.cluster.clear)  # what a failing test leaves would hold the nodes for the next

    def submit(self, *words):
        """Writes the scripts, and submits them as the program says one should."""
        said = self.run_pijler("slurm", "study.toml", "-o", "swept", *self.settings, *words, environment=self.environment)
        commands = [line for line in said.splitlines() if line.startswith("  ")]
        self.assertEqual(len(commands), 2, said)
        done = subprocess.run(["sh", "-eu", "-c", "\n".join([*commands, 'echo "$array"'])], cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.array, self.merge = int(done.stdout.split()[-1]), int(re.search(r"batch job (\d+)", done.stdout).group(1))

    def states(self):
        return {task: job["JobState"] for task, job in self.cluster.jobs(self.array).items()}

    def restarts(self, task):
        return int(self.cluster.jobs(self.array)[task]["Restarts"])

    def sweeping(self):
        """The processes that sweep, by their task."""
        return {task: process for task, (process, words) in self.cluster.running(self.array, "pijler").items() if "--status" not in words}

    def a_frozen_task(self, *but, node=None):
        """A task in the middle of its work and its process, of tasks that no fault was laid upon yet. It cannot end before its fault comes."""
        def freeze():
            sweeping = self.sweeping()
            jobs = self.cluster.jobs(self.array)  # asked afterwards: a task has a record of its own once it runs
            for task, process in sorted(sweeping.items()):
                if task not in but and task in jobs and node in (None, jobs[task]["NodeList"]) and stop(process):
                    return task, process
            return None
        return wait_for("a task to run", freeze)

    def finish(self, seconds):
        wait_for("the merged result", lambda: self.cluster.jobs(self.merge)[0]["JobState"] not in ("PENDING", "RUNNING", "COMPLETING"), seconds)
        self.assertEqual(self.cluster.jobs(self.merge)[0]["JobState"], "COMPLETED", self.told())
        self.assertEqual(contents(self.folder / "swept.h5"), self.local())

    def told(self):
        return "\n".join(f"== {path.name}\n{path.read_text()[-1500:]}" for path in sorted((self.folder / "swept/slurm/logs").glob("*"))) + self.cluster.logs()

    def test_every_task_is_done_through_faults(self):
        self.study(points=TASKS, youths=20000, months=360)
        self.submit("--tasks", TASKS, "--time", "2")

        # A task that does not get on until its time is nearly up.
        slow, process = self.a_frozen_task()
        faults = [slow]

        killed, victim = self.a_frozen_task(*faults)
        faults.append(killed)
        kill(victim)

        cancelled, _ = self.a_frozen_task(*faults)
        faults.append(cancelled)
        self.cluster.ask("scancel", f"{self.array}_{cancelled}")
        wait_for("a task to be cancelled", lambda: self.states()[cancelled] == "CANCELLED")
        self.cluster.ask("scontrol", "requeue", f"{self.array}_{cancelled}")

        # A task is killed while nobody can take it back, and is taken back by the controller that comes.
        orphan, victim = self.a_frozen_task(*faults)
        faults.append(orphan)
        self.cluster.kill_controller()
        kill(victim)
        self.cluster.start_controller()

        node = next(name for name in ("node1", "node2") if name != self.cluster.jobs(self.array)[slow]["NodeList"])
        dead, _ = self.a_frozen_task(*faults, node=node)
        faults.append(dead)
        self.cluster.kill_node(node)
        wait_for("the dead node's tasks to be queued again", lambda: self.restarts(dead) > 0)
        self.cluster.start_node(node)

        wait_for("the signal before the time limit", lambda: is_pending(process, signal.SIGUSR1), 150)
        os.kill(process, signal.SIGCONT)
        wait_for("all tasks", lambda: set(self.states().values()) == {"COMPLETED"}, 900)
        self.assertEqual(sorted(self.states()), list(range(1, TASKS + 1)))
        self.assertEqual([task for task in faults if self.restarts(task) == 0], [], self.told())
        self.finish(60)

    def test_what_a_lost_task_left_is_done_before_merging(self):
        self.study(points=8, youths=20000, months=360)
        self.submit("--tasks", 4)
        lost, process = self.a_frozen_task()
        script = int(re.search(r"(?m)^PPid:\s*(\d+)", pathlib.Path(f"/proc/{process}/status").read_text()).group(1))
        kill(script)
        kill(process)
        wait_for("a task to fail", lambda: self.states()[lost] == "FAILED")
        self.finish(200)

    def test_cancelling_is_not_undone(self):
        self.study(points=8, youths=20000, months=360)
        self.submit("--tasks", 2)
        task, _ = self.a_frozen_task()
        self.cluster.ask("scancel", str(self.merge))
        self.cluster.ask("scancel", str(self.array))
        wait_for("the array to be cancelled", lambda: set(self.states().values()) == {"CANCELLED"})
        self.assertEqual(self.restarts(task), 0)
        self.run_pijler("sweep", "study.toml", "-o", "swept", *self.settings)
        self.run_pijler("merge", "swept", "-o", "swept.h5")
        self.assertEqual(contents(self.folder / "swept.h5"), self.local())

    def test_the_number_of_restarts_has_an_end(self):
        self.study(points=4, youths=20000, months=360)
        self.submit("--tasks", 1, "--max-restarts", 1)
        for _ in range(2):
            kill(self.a_frozen_task()[1])
            wait_for("the task to be gone", lambda: not self.sweeping())
        wait_for("the task to fail", lambda: self.states() == {1: "FAILED"})
        self.assertEqual(self.restarts(1), 1)

    def test_an_array_is_as_large_as_the_cluster_takes(self):
        self.study(points=3000, youths=200)
        self.run_pijler("slurm", "study.toml", "-o", "large", *self.settings, "--tasks", "1001", "--max-tasks", "1000", status=64, environment=self.environment)


class Scripts(SweepTest):
    def test_are_right_for_shellcheck(self):
        self.study(points=4, youths=200)
        self.run_pijler("slurm", "study.toml", "-o", "it's odd", *self.settings, "--tasks", "3", "--scratch", "$TMPDIR/towns", "--partition", "short", "--sbatch=--qos=long")
        scripts = sorted((self.folder / "it's odd/slurm").glob("*.sbatch"))
        self.assertEqual(len(scripts), 2)
        checked = subprocess.run(["shellcheck", *scripts], capture_output=True, text=True)
        self.assertEqual(checked.returncode, 0, checked.stdout)


if __name__ == "__main__":
    if missing := missing_programs() + [name for name in ("shellcheck",) if shutil.which(name) is None]:
        print(f"skipped: not installed: {', '.join(missing)} (Debian: slurm-wlm, munge, shellcheck)")
        sys.exit(SKIPPED)
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
