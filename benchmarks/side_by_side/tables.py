"""What compare prints."""

import os
from collections.abc import Callable
from statistics import median

from .figures import YOUTHS, Outcome
from .machine import Load, processor
from .measure import Programs, Round, months
from .roofline import TRAFFIC

GROWTH = (10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000)


def spread(values: list[float], digits: int) -> str:
    """Median (min..max)."""
    return f"{median(values):.{digits}f} ({min(values):.{digits}f}..{max(values):.{digits}f})"


def known(rounds: list[Round], name: str, *words) -> list:
    """What rounds have measured."""
    return [turn.known[name, *words] for turn in rounds if (name, *words) in turn.known]


RATES: dict[str, tuple[Callable, float]] = {
    "NumPy kernel, M/s": (lambda rounds, n: known(rounds, "numpy", n), 1e6),
    "packed kernel, M/s": (lambda rounds, n: known(rounds, "packed", n), 1e6),
    "object kernel, M/s": (lambda rounds, n: known(rounds, "objects", n), 1e6),
    "month, M/s": (lambda rounds, n: [one.rate for one in known(rounds, "month", n)], 1e6),
    "month on 2 threads, M/s": (lambda rounds, n: [one.rate for one in known(rounds, "month", n, "_on_two_threads")], 1e6),
    "draws, M/s": (lambda rounds, n: [one["draws_per_second"][0] for one in known(rounds, "machine", n)], 1e6),
    "draws on 2 threads, M/s": (lambda rounds, n: [one["draws_per_second"][1] for one in known(rounds, "machine", n)], 1e6),
    "triad, GB/s": (lambda rounds, n: [one["triad_bytes_per_second"][0] for one in known(rounds, "machine", n)], 1e9),
    "triad on 2 threads, GB/s": (lambda rounds, n: [one["triad_bytes_per_second"][1] for one in known(rounds, "machine", n)], 1e9),
}


def print_rates(rounds: list[Round]) -> None:
    """Speeds as measured, all rounds."""
    print(f"\n{processor()}, {os.cpu_count()} cores; rounds: {len(rounds)}; median (min..max)")
    sizes = [youths for youths in YOUTHS if any(of(rounds, youths) for of, _ in RATES.values())]
    print("\n" + f"{'':<26}" + "".join(f"{youths:>26,}" for youths in sizes) if sizes else "")
    for title, (of, unit) in RATES.items():
        cells = [[value / unit for value in of(rounds, youths)] for youths in sizes]
        if any(cells):
            print(f"{title:<26}" + "".join(f"{spread(cell, 2) if cell else '-':>26}" for cell in cells))


def print_outcomes(outcomes: list[Outcome]) -> None:
    """Each figure beside what is asked for."""
    print(f"\n{'':<11}{'':<55}{'youths':>9}{'must':>9}{'better':>8}{'median (min..max)':>24}")
    for one in outcomes:
        asked = one.figure.asked
        rounds = "" if len(one.shown()) == len(one.values) else f", {len(one.shown())} of {len(one.values)} rounds"
        print(f"{one.figure.name:<11}{one.figure.meaning:<55}{f'{one.youths:,}' if one.youths else '':>9}{str(asked):>9}{asked.stretch:>8g}"
              f"{spread(one.shown(), 0 if asked.must > 100 else 2):>24}  {one.verdict()}{rounds}")


def print_memory(turn: Round) -> None:
    """Of a world and beside it."""
    sizes = [(youths, turn.known["month", youths].bytes) for youths in YOUTHS if ("month", youths) in turn.known]
    if not sizes:
        return
    print("\nbytes a youth: one world, of it youths, their ties, households (the rest: groups, room kept); beside it what a month works in")
    print(f"{'youths':>9}{'world':>9}{'youths':>9}{'ties':>9}{'homes':>9}{'month':>9}{'peak while building':>22}")
    for youths, size in sizes:
        print(f"{youths:>9,}{size['world']:>9.0f}{size['youths']:>9.0f}{size['ties']:>9.0f}{size['households']:>9.0f}{size['within_month']:>9.0f}{size['peak_building']:>22.0f}")


def phase_costs(programs: Programs, sizes: list[int]) -> dict[str, list[float]]:
    """Nanoseconds a youth, of each phase and of whole months, by size."""
    runs = months(programs, f"/({'|'.join(map(str, sizes))})/", repetitions=1, threads=2)
    cost = {tuple(one["name"].split("/")[:2]): 1e9 / one["items_per_second"] for one in runs}
    return {name: [cost[name, str(youths)] for youths in sizes] for name in dict.fromkeys(name for name, _ in cost)}


def print_phases(programs: Programs, sizes: list[int]) -> None:
    """Nanoseconds a youth by phase."""
    load = Load()
    costs = phase_costs(programs, sizes)
    print(f"\nnanoseconds a youth and month, one run (others took {load.of_others():.0%} of the machine); phases in their plain form")
    print(f"{'':<32}" + "".join(f"{youths:>12,}" for youths in sizes))
    for name, cost in costs.items():
        print(f"{name:<32}" + "".join(f"{one:>12.1f}" for one in cost))


def print_growth(programs: Programs) -> None:
    """How cost grows with the number of youths."""
    print(f"\n{'youths':>9}{'ns a youth':>12}{'over first':>12}{'bytes a youth':>15}{'made in, s':>12}{'others':>8}")
    first = 0.0
    for youths in GROWTH:
        load = Load()
        (one,) = months(programs, f"^whole_month/{youths}/", repetitions=1)
        cost = 1e9 / one["items_per_second"]
        first = first or cost
        print(f"{youths:>9,}{cost:>12.1f}{cost / first:>12.2f}{one['bytes_world']:>15.0f}{one['seconds_building']:>12.2f}{load.of_others():>8.0%}", flush=True)


def print_roofline(programs: Programs, sizes: list[int]) -> None:
    """What each phase moves, what that would cost on this machine at best, and what it costs."""
    machine = Round(programs).machine(sizes[0])
    costs = phase_costs(programs, sizes)
    print("\nthe machine, on one thread, in as much memory as so many youths take: " +
          "; ".join(f"{youths:,}: {1e-9 * machine[f'triad_bytes_per_second_{youths}'][0]:.0f} GB/s in order, {1e-6 * machine[f'loads_per_second_{youths}'][0]:,.0f} M/s loads from anywhere"
                    for youths in sizes) + "\na youth and month: bytes and loads; ns that they would take at best, and that the phase takes\n")
    at_size = "".join(f"{f'{youths:,}:':>12}{'bytes':>7}{'loads':>7}{'takes':>7}  {'bound by':<12}" for youths in sizes)
    print(f"{'':<20}{'read':>7}{'written':>9}{'loads':>7}{at_size}")
    for phase, traffic in TRAFFIC.items():
        line = f"{phase:<20}{traffic.read:>7g}{traffic.written:>9g}{traffic.loads:>7g}"
        for youths, takes in zip(sizes, costs[phase]):
            in_order = 1e9 * traffic.bytes() / machine[f"triad_bytes_per_second_{youths}"][0]
            scattered = 1e9 * traffic.loads / machine[f"loads_per_second_{youths}"][0]
            line += f"{'':>12}{in_order:>7.1f}{scattered:>7.1f}{takes:>7.1f}  {traffic.bound(in_order, scattered, takes):<12}"
        print(line.rstrip())
