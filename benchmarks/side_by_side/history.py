"""history.csv: what was measured, when, of which commit and where. Columns are added at the end; older rows leave them empty."""

import csv
import datetime
import os
from collections.abc import Callable
from pathlib import Path
from statistics import median

from .figures import MOST_OTHERS
from .machine import ROOT, commit, processor
from .measure import MANY, Round

HISTORY = ROOT / "benchmarks/history.csv"


def middle(of: Callable[[Round, int], float], digits: int, unit: float = 1.0) -> Callable[[list[Round], int], str]:
    """The median over rounds, as written."""
    return lambda rounds, n: f"{median(of(turn, n) for turn in rounds) / unit:.{digits}f}"


def extreme(which: Callable, of: Callable[[Round, int], float], digits: int) -> Callable[[list[Round], int], str]:
    """The least or the most over rounds."""
    return lambda rounds, n: f"{which(of(turn, n) for turn in rounds):.{digits}f}"


def over_numpy(turn: Round, n: int) -> float:
    """Of the month's steps a second."""
    return turn.month(n).rate / turn.numpy(n)


def most_others(turn: Round, n: int) -> float:
    """Share of the machine that others took while a size was measured."""
    return max(others for key, others in turn.others.items() if n in key)


COLUMNS: dict[str, Callable[[list[Round], int], str]] = {
    "date": lambda *_: datetime.date.today().isoformat(),
    "commit": lambda *_: commit(),
    "machine": lambda *_: processor(),
    "cores": lambda *_: str(os.cpu_count()),
    "youths": lambda _, n: str(n),
    "numpy_msteps_per_second": middle(lambda r, n: r.numpy(n), 2, 1e6),
    "month_msteps_per_second": middle(lambda r, n: r.month(n).rate, 2, 1e6),
    "ratio_median": middle(over_numpy, 3),
    "ratio_min": extreme(min, over_numpy, 3),
    "ratio_max": extreme(max, over_numpy, 3),
    "bytes_per_youth": middle(lambda r, n: r.month(n).bytes["world"], 0),
    "others_load": extreme(max, most_others, 3),
    "packed_msteps_per_second": middle(lambda r, n: r.packed(n), 1, 1e6),
    "object_msteps_per_second": middle(lambda r, n: r.objects(n), 2, 1e6),
    "month_with_all_msteps_per_second": middle(lambda r, n: r.month(n, "_with_all").rate, 2, 1e6),
    "philox_mdraws_per_second": middle(lambda r, n: r.machine(n)["draws_per_second"][0], 0, 1e6),
    "philox_2_threads_mdraws_per_second": middle(lambda r, n: r.machine(n)["draws_per_second"][1], 0, 1e6),
    "triad_gb_per_second": middle(lambda r, n: r.machine(n)["triad_bytes_per_second"][0], 1, 1e9),
    "triad_2_threads_gb_per_second": middle(lambda r, n: r.machine(n)["triad_bytes_per_second"][1], 1, 1e9),
    "month_2_threads_msteps_per_second": middle(lambda r, n: r.month(n, "_on_two_threads").rate, 2, 1e6),
    "month_integral_msteps_per_second": middle(lambda r, n: r.month(n, "_integral").rate, 2, 1e6),
    "month_three_substances_msteps_per_second": middle(lambda r, n: r.month(n, "_of_three_substances").rate, 2, 1e6),
    "building_seconds": middle(lambda r, n: r.month(n).building, 3),
    "writing_percent": middle(lambda r, _: 100.0 * r.ten_thousand(1).of(2, "writing") / r.ten_thousand(1).stepping(1), 1),
    "run_over_stepping": middle(lambda r, _: r.ten_thousand(MANY).seconds / r.ten_thousand(MANY).stepping(2), 3),
    "runs_2_cores_gain": middle(lambda r, _: r.ten_thousand(MANY).seconds / r.ten_thousand(MANY, 2).seconds, 3),
    "start_ms": middle(lambda r, _: 1e3 * r.start(), 1),
}


def written(of: Callable[[list[Round], int], str], rounds: list[Round], youths: int) -> str:
    """A value, or nothing where no figure asked for it at this size."""
    try:
        return of(rounds, youths)
    except KeyError:
        return ""


def record(rounds: list[Round], sizes: list[int], file: Path = HISTORY) -> None:
    """Adds a row a size, of the rounds in which others left the machine alone meanwhile."""
    with file.open("a", newline="", encoding="utf-8") as history:
        for youths in sizes:
            quiet = [turn for turn in rounds if most_others(turn, youths) <= MOST_OTHERS]
            csv.writer(history, lineterminator="\n").writerow([written(of, quiet or rounds, youths) for of in COLUMNS.values()])
