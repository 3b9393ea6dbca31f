"""What is measured in a round: kernels, months and whole runs, each when it is first asked for, and once."""

import functools
import json
import re
import statistics
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .machine import ROOT, Load, fail, run

REFERENCE = ROOT / "benchmarks/reference"
SCENARIOS = ROOT / "scenarios"
PREVALENCE = (0.74, 0.77)  # at which every kernel settles
MANY = 50  # replicates that stand for many runs in one process
STARTS = 10  # of a process, of which the median counts


@dataclass(frozen=True)
class Programs:
    """Where what is measured was built."""

    build: Path

    def __getitem__(self, name: str) -> Path:
        return self.build / ("sim" if name == "pijler" else "benchmarks") / name

    def missing(self) -> list[Path]:
        """What is not there."""
        return [self[name] for name in ("benchmark_month", "packed_kernel", "object_kernel", "machine", "pijler") if not self[name].is_file()]


@dataclass(frozen=True)
class Month:
    """A whole month at one size."""

    rate: float  # youth-months a second
    youths: float  # present
    building: float  # seconds that making the town took
    bytes: dict[str, float]  # a youth


@dataclass(frozen=True)
class RunProfile:
    """A run of pijler, as --profile tells it, in seconds summed over threads."""

    process: float  # seconds from its start to its end, as seen from outside
    seconds: float  # by the clock, of the run itself
    phases: dict[str, list[float]]  # in the run-in, after it, both

    def of(self, column: int, *names: str) -> float:
        """What some phases took."""
        return sum(self.phases[name][column] for name in names)

    def stepping(self, column: int) -> float:
        """What months took, without making the town, writing and what is no phase."""
        return sum(times[column] for name, times in self.phases.items() if name not in ("making the town", "writing", "waiting and the rest", "all"))


def profile_in(messages: str, process: float) -> RunProfile:
    """Reads the table that pijler prints."""
    clock = re.search(r"\(\d+ x ([\d.]+) s\)", messages)
    rows = re.findall(r"^(\w[\w ]*?) {2,}([\d.]+|-) +([\d.]+|-) +(-?[\d.]+) +[-\d.]+ %", messages, flags=re.MULTILINE)
    if clock is None or not rows:
        fail(70, "pijler printed no profile")
    number = {"-": 0.0}
    return RunProfile(process, float(clock.group(1)), {name: [number[one] if one in number else float(one) for one in times] for name, *times in rows})


def months(programs: Programs, which: str, repetitions: int, threads: int = 1) -> list[dict]:
    """Runs of the benchmarks whose name fits."""
    done = run([programs["benchmark_month"], f"--benchmark_filter={which}", f"--benchmark_repetitions={repetitions}", "--benchmark_format=json"], threads)
    return [one for one in json.loads(done.output)["benchmarks"] if one["run_type"] == "iteration"]


def profiled(programs: Programs, *options, threads: int = 1) -> RunProfile:
    """A run of the baseline."""
    with tempfile.TemporaryDirectory() as folder:
        how = ["--threads", threads, "--progress", "never", "--profile", "-o", Path(folder) / "out.h5"]
        done = run([programs["pijler"], "run", SCENARIOS / "baseline.toml", *options, *how], threads)
    return profile_in(done.messages, done.seconds)


def once(measure: Callable) -> Callable:
    """Measured once in a round; what others took of the machine meanwhile is kept beside it."""

    @functools.wraps(measure)
    def known(self, *words):
        key = (measure.__name__, *words)
        if key not in self.known:
            if self.closed:
                raise KeyError(key)
            load = Load()
            self.known[key] = measure(self, *words)
            self.others[key] = load.of_others()
        self.asked.add(key)
        return self.known[key]

    return known


class Round:
    """One turn of all."""

    def __init__(self, programs: Programs):
        self.programs = programs
        self.known: dict[tuple, object] = {}
        self.others: dict[tuple, float] = {}  # share of the machine
        self.asked: set[tuple] = set()  # since it was last cleared
        self.closed = False  # then nothing more is measured: what is not known is a KeyError

    def value(self, of: Callable[["Round", int], float], youths: int) -> tuple[float, float]:
        """A figure, and the most that others took while any part of it was measured."""
        self.asked.clear()
        value = of(self, youths)
        return value, max(self.others[key] for key in self.asked)

    def kernel_rate(self, program: Path, agents: int) -> float:
        """Agent-steps a second; ends if the kernel does other work than it should."""
        result = json.loads(run([program, agents]).output)
        low, high = PREVALENCE
        if not low <= result["prevalence"] <= high:
            fail(70, f"{program.name} settled at {result['prevalence']:.3f}, not between {low} and {high}: it does other work")
        return result["agent_steps_per_second"]

    @once
    def numpy(self, agents: int) -> float:
        """NumPy's and SciPy's kernel, steps a second."""
        return self.kernel_rate(REFERENCE / "numpy_kernel.py", agents)

    @once
    def packed(self, agents: int) -> float:
        """The packed kernel, steps a second."""
        return self.kernel_rate(self.programs["packed_kernel"], agents)

    @once
    def objects(self, agents: int) -> float:
        """The kernel of objects, steps a second."""
        return self.kernel_rate(self.programs["object_kernel"], agents)

    @once
    def machine(self, _beside: int) -> dict[str, list[float]]:
        """What the machine gives, on one thread and on two, at the time when that many youths are measured."""
        return json.loads(run([self.programs["machine"]], threads=2).output)

    @once
    def month(self, youths: int, kind: str = "") -> Month:
        """The whole month, or one of its other kinds, the median of three."""
        runs = months(self.programs, f"^whole_month{kind}/{youths}/", repetitions=3, threads=2 if kind == "_on_two_threads" else 1)
        size = {name.removeprefix("bytes_"): value for name, value in runs[0].items() if name.startswith("bytes_")}
        return Month(statistics.median(one["items_per_second"] for one in runs), runs[0]["youths"], runs[0]["seconds_building"], size)

    @once
    def ten_thousand(self, replicates: int, threads: int = 1) -> RunProfile:
        """10,000 youths, 120 months after the run-in, in one process."""
        return profiled(self.programs, "--youths", 10_000, "--months", 120, "--replicates", replicates, threads=threads)

    @once
    def start(self) -> float:
        """Seconds of a process beyond what is simulated and written in it: the median of some runs of a small town's first month."""
        runs = [profiled(self.programs, "--youths", 1_000, "--months", 1, "--replicates", 1, "--outcomes", "starts", "--set", "simulation.run_in_months=0") for _ in range(STARTS)]
        return statistics.median(one.process - one.stepping(2) - one.of(2, "making the town", "writing") for one in runs)

    @once
    def study(self) -> float:
        """Seconds of the main study, on two threads."""
        with tempfile.TemporaryDirectory() as folder:
            how = ["--threads", 2, "--progress", "never", "-o", Path(folder) / "out.h5"]
            return run([self.programs["pijler"], "compare", SCENARIOS / "studies/parents-vs-youths.toml", *how], 2).seconds
