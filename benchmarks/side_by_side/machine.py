"""The machine: what it is, who else keeps it busy, and how programs run on it."""

import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def fail(status: int, message: str):
    """Ends with a message on standard error."""
    print(f"{Path(sys.argv[0]).name}: error: {message}", file=sys.stderr)
    raise SystemExit(status)


def processor() -> str:
    """Its name."""
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return os.uname().machine


def commit() -> str:
    """The commit of this checkout, or nothing."""
    return subprocess.run(["git", "-C", ROOT, "describe", "--always", "--dirty"], capture_output=True, text=True, check=False).stdout.strip()


class Load:
    """What others take of the machine from its making on: processor time that neither we nor our children used, time stolen by the host
    included, as a share of all."""

    def __init__(self):
        self.ticks, self.busy, self.own = self.now()

    @staticmethod
    def now() -> tuple[float, float, float]:
        """Seconds of all cores, of these busy, and of these our own, so far."""
        tick = os.sysconf("SC_CLK_TCK")
        user, nice, system, idle, wait, irq, softirq, steal = (int(word) / tick for word in Path("/proc/stat").read_text().split()[1:9])
        busy = user + nice + system + irq + softirq + steal
        used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return busy + idle + wait, busy, sum(one.ru_utime + one.ru_stime for one in used)

    def of_others(self) -> float:
        """The share so far."""
        ticks, busy, own = (now - then for now, then in zip(self.now(), (self.ticks, self.busy, self.own)))
        return max(0.0, busy - own) / ticks if ticks > 0 else 0.0


@dataclass
class Ended:
    """A program that ended well."""

    output: str
    messages: str
    seconds: float


def run(command: list, threads: int = 1) -> Ended:
    """Runs a program on as many cores as threads, the last ones; without libraries' own threads."""
    all_cores = os.sched_getaffinity(0)
    one_each = {name: "1" for name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}
    os.sched_setaffinity(0, sorted(all_cores)[-threads:])
    begin = time.perf_counter()
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, env=os.environ | one_each, check=False)
    seconds = time.perf_counter() - begin
    os.sched_setaffinity(0, all_cores)
    if done.returncode != 0:
        fail(70, f"{Path(command[0]).name} ended with status {done.returncode}: {(done.stderr.strip().splitlines() or [''])[-1]}")
    return Ended(done.stdout, done.stderr, seconds)
