"""The figures that are asked for: what each is made of, what must be reached, and what would be better still."""

from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median

from .measure import MANY, Programs, Round

YOUTHS = (20_000, 200_000, 1_000_000)
NO_SIZE = 0  # of a figure of whole runs
MOST_OTHERS = 0.05  # share of the machine that others may take while what counts is measured


@dataclass(frozen=True)
class AtMost:
    """Less is better."""

    must: float
    stretch: float

    def reached(self, value: float, goal: float) -> bool:
        """Whether it is."""
        return value <= goal

    def __str__(self) -> str:
        return f"<= {self.must:g}"


@dataclass(frozen=True)
class AtLeast:
    """More is better."""

    must: float
    stretch: float

    def reached(self, value: float, goal: float) -> bool:
        """Whether it is."""
        return value >= goal

    def __str__(self) -> str:
        return f">= {self.must:g}"


@dataclass(frozen=True)
class Figure:
    """A figure that is asked for."""

    name: str
    meaning: str
    asked: AtMost | AtLeast
    of: Callable[[Round, int], float]
    youths: tuple[int, ...] = YOUTHS
    by_name: bool = False  # measured only where it is named: it takes long


def gain(r: Round, youths: int) -> float:
    """Of a second thread, over what drawing alone gains."""
    one, two = r.machine(youths)["draws_per_second"]
    return (r.month(youths, "_on_two_threads").rate / r.month(youths).rate) / (two / one)


FIGURES = (
    Figure("packed", "month over the packed kernel, time a step", AtMost(8.0, 4.0), lambda r, n: r.packed(n) / r.month(n).rate),
    Figure("numpy", "month against NumPy's kernel, steps a second", AtLeast(0.6, 1.2), lambda r, n: r.month(n).rate / r.numpy(n)),
    Figure("objects", "month against the kernel of objects, steps a second", AtLeast(2.0, 5.0), lambda r, n: r.month(n).rate / r.objects(n), (1_000_000,)),
    Figure("threads", "2 threads against 1, over the gain of drawing", AtLeast(0.88, 0.95), gain, (200_000, 1_000_000)),
    Figure("growth", "time a youth, against that of 20,000 youths", AtMost(1.5, 1.2), lambda r, n: r.month(20_000).rate / r.month(n).rate, (1_000_000,)),
    Figure("memory", "one world, bytes a youth", AtMost(250.0, 160.0), lambda r, n: r.month(n).bytes["world"]),
    Figure("peak", "peak while building, times the world", AtMost(2.0, 1.5), lambda r, n: r.month(n).bytes["peak_building"] / r.month(n).bytes["world"]),
    Figure("substances", "three substances over one, time", AtMost(1.8, 1.4), lambda r, n: r.month(n).rate / r.month(n, "_of_three_substances").rate, (20_000, 200_000)),
    Figure("pillars", "the integral approach over the baseline, time", AtMost(1.5, 1.2), lambda r, n: r.month(n).rate / r.month(n, "_integral").rate, (20_000, 200_000)),
    Figure("all", "every type of intervention over the baseline, time", AtMost(1.5, 1.2), lambda r, n: r.month(n).rate / r.month(n, "_with_all").rate, (20_000, 200_000)),
    Figure("building", "making the town, in months", AtMost(25.0, 10.0), lambda r, n: r.month(n).building * r.month(n).rate / r.month(n).youths, (1_000_000,)),
    Figure("writing", "writing, % of the time of 10,000 youths x 120 months", AtMost(10.0, 3.0),
           lambda r, _: 100.0 * r.ten_thousand(1).of(2, "writing") / r.ten_thousand(1).stepping(1), (NO_SIZE,)),
    Figure("runs", f"{MANY} runs of 10,000 x 120 in a process, over their months", AtMost(1.25, 1.1),
           lambda r, _: r.ten_thousand(MANY).seconds / r.ten_thousand(MANY).stepping(2), (NO_SIZE,)),
    Figure("cores", "the same on 2 cores against 1, runs a second", AtLeast(1.8, 1.95), lambda r, _: r.ten_thousand(MANY).seconds / r.ten_thousand(MANY, 2).seconds, (NO_SIZE,)),
    Figure("start", "a process over what is simulated in it, ms", AtMost(10.0, 5.0), lambda r, _: 1e3 * r.start(), (NO_SIZE,)),
    Figure("study", "the main study on 2 threads, seconds", AtMost(60.0, 30.0), lambda r, _: r.study(), (NO_SIZE,), by_name=True),
)


@dataclass
class Outcome:
    """A figure at one size, round by round."""

    figure: Figure
    youths: int
    values: list[float] = field(default_factory=list)
    others: list[float] = field(default_factory=list)

    def add(self, turn: Round) -> None:
        """One round."""
        value, others = turn.value(self.figure.of, self.youths)
        self.values.append(value)
        self.others.append(others)

    def quiet(self) -> list[float]:
        """Of rounds in which others left the machine alone."""
        return [value for value, others in zip(self.values, self.others) if others <= MOST_OTHERS]

    def judged(self) -> bool:
        """Whether enough rounds were quiet."""
        return 2 * len(self.quiet()) > len(self.values)

    def shown(self) -> list[float]:
        """What counts, or all where nothing can be judged."""
        return self.quiet() if self.judged() else self.values

    def reaches(self, goal: float) -> bool:
        """Whether the median does."""
        return self.figure.asked.reached(median(self.shown()), goal)

    def missed(self) -> bool:
        """Whether what must be reached is not."""
        return not self.reaches(self.figure.asked.must)

    def verdict(self) -> str:
        """In a word or two."""
        if not self.judged():
            return "not judged"
        return "MISSED" if self.missed() else "stretch too" if self.reaches(self.figure.asked.stretch) else "reached"


def chosen(only: list[str], youths: list[int]) -> list[Outcome]:
    """Figures by name (none: all that do not take long) at the sizes asked for, size by size."""
    wanted = [figure for figure in FIGURES if (figure.name in only if only else not figure.by_name)]
    return [Outcome(figure, size) for size in (*youths, NO_SIZE) for figure in wanted if size in figure.youths]


def play(outcomes: list[Outcome], programs: Programs) -> Round:
    """One round of all; before each size, what the machine gives."""
    turn = Round(programs)
    for outcome in outcomes:
        if outcome.youths != NO_SIZE:
            turn.machine(outcome.youths)
        outcome.add(turn)
    turn.closed = True
    return turn
