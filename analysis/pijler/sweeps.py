"""Running a study at the rows of a design, by the program's own sweep."""

import csv
import subprocess
import tomllib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import xarray

from .open import ResultError, open_result


class RunFailed(Exception):
    """The program ended with a status other than 0."""

    def __init__(self, status: int, doing: str):
        super().__init__(f"pijler {doing} ended with status {status}")
        self.status = status


def design_text(names: Sequence[str], rows: np.ndarray) -> str:
    """A design as a CSV: a header of parameter paths, a row each. Shape of rows: (points, names). Numbers are written exactly."""
    return "".join(",".join(cells) + "\n" for cells in [list(names), *([repr(float(value)) for value in row] for row in rows)])


def read_design(path: Path) -> tuple[list[str], np.ndarray]:
    """Names, and rows of shape (points, names). Raises ValueError with file and line."""
    with open(path, newline="", encoding="utf-8") as file:
        table = csv.reader(file)
        names = next(table, None)
        if not names:
            raise ValueError(f"{path}:1: error: no header")
        rows = []
        for row in table:
            if len(row) != len(names):
                raise ValueError(f"{path}:{table.line_num}: error: {len(row)} cells under {len(names)} names")
            try:
                rows.append([float(cell) for cell in row])
            except ValueError as fault:
                raise ValueError(f"{path}:{table.line_num}: error: {fault}") from fault
    return names, np.array(rows).reshape(-1, len(names))


def swept_study(study: Path, design: Path) -> str:
    """The text of a study that runs `study` at the rows of `design`: its arms' scenarios named from where it is, its own sweep left out."""
    lines = []
    inside_sweep = False
    for line in study.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            inside_sweep = line.startswith("[sweep")
        key, equals, value = line.partition("=")
        if equals and key.strip() == "scenario" and not inside_sweep:
            given = value.split("#")[0].strip().strip('"')
            line = f'{key}= "{(study.parent / given).resolve()}"'
        if not inside_sweep:
            lines.append(line)
    return "\n".join([*lines, "", "[sweep]", f'design = "{design.resolve()}"', ""])


def run_design(pijler: Path, study: Path, names: Sequence[str], rows: np.ndarray, folder: Path, options: Sequence[str] = ()) -> xarray.Dataset:
    """The study at each row, as one dataset with the dimension point; in `folder`, where a broken run is taken up again.

    Raises RunFailed with the program's status, also where the folder holds a sweep of other rows or settings.
    """
    folder.mkdir(parents=True, exist_ok=True)
    design, swept, result = folder / "design.csv", folder / "sweep.toml", folder / "sweep.h5"
    design.write_text(design_text(names, rows), encoding="utf-8")
    swept.write_text(swept_study(study, design), encoding="utf-8")
    # A sweep that is done is not done again, and one of other rows, settings or version is refused.
    for words in (["sweep", swept, "-o", folder / "sweep", *options], ["merge", folder / "sweep", "-o", result, "--overwrite"]):
        status = subprocess.run([pijler, *words], stdout=subprocess.DEVNULL, check=False).returncode
        if status != 0:
            raise RunFailed(status, words[0])
    return open_result(result)


def sweep_of(data: xarray.Dataset) -> dict:
    """The table [sweep] of the study that made a sweep. Raises ResultError where there is none."""
    try:
        return tomllib.loads(data.attrs["input_texts"][0])["sweep"]
    except (KeyError, tomllib.TOMLDecodeError) as fault:
        raise ResultError("the result is of no sweep: it holds no study with a [sweep]") from fault


def design_of(data: xarray.Dataset) -> str:
    """The design of a sweep: grid, random, ..., or priors, whose points are plausible worlds."""
    return str(sweep_of(data).get("design", ""))


def failed_points(data: xarray.Dataset) -> list[int]:
    """Points of a sweep that could not run, which its result leaves out."""
    return [int(told.split(":")[0]) for told in data.attrs.get("failed_points", [])]


def points_as_replicates(data: xarray.Dataset) -> xarray.Dataset:
    """A sweep's result with points and replicates on one dimension, `replicate`: point 0's replicates first."""
    stacked = {name: variable for name, variable in data.data_vars.items() if "point" in variable.dims and "replicate" in variable.dims}
    kept = data[list(stacked)].drop_vars("replicate", errors="ignore").stack(run=("point", "replicate")).reset_index("run", drop=True)
    return kept.rename({"run": "replicate"}).assign_attrs(data.attrs)
