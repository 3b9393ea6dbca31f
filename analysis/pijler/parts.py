"""The finished points of a sweep's folder, put together as `pijler merge` does."""

import csv
import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

import h5py
import numpy as np
import xarray

from .open import ResultError, load

NUMBERS_UNITS = ("point", "replicate_number")
POINT = {"units": "1", "long_name": "design point, counted from 0 in the order of the design"}
REPLICATE = {"units": "1", "long_name": "replicate: another town and other chances, shared by all arms and points"}
PARAMETER = {"units": "1", "long_name": "setting that the design varies"}
DESIGN = {"units": "1", "long_name": "value of each setting at each point; of words the place in their order by letter"}
DESIGN_TEXT = {"units": "1", "long_name": "value of each setting at each point, as the design states it"}


@dataclass(frozen=True)
class Part:
    """A finished piece of work: units (a replicate of a point each, numbered point by point) from `begin` to before `end`; of those that could not run,
    the reasons."""

    path: Path
    begin: int
    end: int
    failed: dict[int, str]


def sealed_json(path: Path) -> dict:
    """What a file says whose last member is the checksum of all before it. Raises ValueError where it is not."""
    text = path.read_text(encoding="utf-8")
    body = re.sub(r',\n  "checksum": "[0-9a-f]{64}"\n\}\n$', "\n}\n", text)
    said = json.loads(text)
    if body == text or hashlib.sha256(body.encode()).hexdigest() != said["checksum"]:
        raise ValueError("its checksum is not that of what it says")
    return said


def read_part(entry: Path, manifest: dict) -> Part:
    """The part that an entry (JSON beside it) tells of. Raises ResultError with its name where it is damaged, or of another sweep."""
    path = entry.with_suffix(".h5")
    try:
        said = sealed_json(entry)
        begin, end = said["units"]
        failed = {int(one["unit"]): str(one["reason"]) for one in said["failed"]}
        expected = said["sha256"]
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise ResultError(f"{path}: its entry {entry.name} is damaged ({fault})") from fault
    if any(said.get(key) != manifest[key] for key in ("fingerprint", "version", "seed")):
        raise ResultError(f"{path}: is of another sweep")
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as fault:
        raise ResultError(f"{path}: is entered, but cannot be read: {fault.strerror}") from fault
    if found != expected:
        raise ResultError(f"{path}: is damaged: its checksum is not that of its entry")
    return Part(path, begin, end, failed)


def read_parts(folder: Path, manifest: dict) -> list[Part]:
    """All that is finished, by their units. Raises ResultError with every damaged or foreign part, a line each."""
    parts: list[Part] = []
    trouble = []
    for entry in sorted((folder / "parts").glob("*.json")):
        try:
            parts.append(read_part(entry, manifest))
        except ResultError as fault:
            trouble.append(str(fault))
    if trouble:
        raise ResultError("\n".join([*trouble, f"{folder}: not opened; run the sweep again: it makes what is damaged"]))
    return parts


def finished_points(folder: Path) -> xarray.Dataset:
    """The points of which every replicate is done, as one dataset with the dimension point; those that could not run are left out.

    Raises ResultError where the folder holds no sweep, no finished point, or parts that are damaged or of another sweep.
    """
    if not (folder / "manifest.json").is_file():
        raise ResultError(f"{folder} holds no sweep (there is no manifest.json)")
    try:
        manifest = sealed_json(folder / "manifest.json")
        replicates, in_design = int(manifest["replicates"]), int(manifest["points"])
    except (ValueError, KeyError) as fault:
        raise ResultError(f"{folder / 'manifest.json'} is no manifest of a sweep, or is damaged") from fault
    if hashlib.sha256((folder / "design.csv").read_bytes()).hexdigest() != manifest["design"]["sha256"]:
        raise ResultError(f"{folder / 'design.csv'} is not the design that the sweep began with")

    done: set[int] = set()
    failed: dict[int, str] = {}
    with_results: list[tuple[Path, list[int]]] = []  # and of which units they count
    for part in read_parts(folder, manifest):
        for unit, reason in part.failed.items():
            failed.setdefault(unit // replicates, reason)
        new = [unit for unit in range(part.begin, part.end) if unit not in done]  # an older part may hold some of them
        done.update(new)
        if len(part.failed) < part.end - part.begin:
            with_results.append((part.path, new))
    whole = [point for point in range(in_design) if all(point * replicates + r in done for r in range(replicates))]
    points = [point for point in whole if point not in failed]
    if not points:
        raise ResultError(f"{folder}: no point is finished" + (f"; {len(failed)} could not run: {next(iter(failed.values()))}" if failed else ""))
    told = [f"{point}: {failed[point]}" for point in whole if point in failed]
    together = _put_together(with_results, points, replicates).assign(_of_design(folder / "design.csv", points))
    declared = {"declarations": manifest["declarations"]} if "declarations" in manifest else {}  # a sweep that an older version began has none
    return together.assign_attrs(declared, failed_points=told, points_in_design=in_design)


def _put_together(parts: list[tuple[Path, list[int]]], points: list[int], replicates: int) -> xarray.Dataset:
    """Units by point and replicate. What is stacked gets the dimension point in front, and replicate behind arm."""
    first = load(parts[0][0])
    stacked = [str(name) for name, variable in first.variables.items() if "unit" in variable.dims]
    rows: dict[str, list[np.ndarray]] = {name: [] for name in stacked}
    units: list[int] = []
    for path, wanted in parts:
        with h5py.File(path, "r") as file:  # many small files: xarray takes a tenth of a second for each
            held = file["point"][...].astype(int) * replicates + file["replicate_number"][...]
            kept = np.isin(held, wanted)
            units += held[kept].tolist()
            for name in stacked:
                rows[name].append(file[name][...][kept])
    place = {unit: n for n, unit in enumerate(units)}
    order = np.array([place[point * replicates + r] for point in points for r in range(replicates)])
    variables = {}
    for name, variable in first.variables.items():
        if name in NUMBERS_UNITS:
            continue
        if name not in stacked:
            variables[name] = variable
            continue
        values = np.concatenate(rows[name])[order].reshape(len(points), replicates, *variable.shape[1:])
        behind_arm = variable.dims[1:2] == ("arm",)
        dims = ("point", "arm", "replicate", *variable.dims[2:]) if behind_arm else ("point", "replicate", *variable.dims[1:])
        variables[name] = (dims, np.moveaxis(values, 1, 2) if behind_arm else values, variable.attrs)
    coordinates = {name: variables.pop(name) for name in list(first.coords) if name in variables}
    coordinates["point"] = ("point", np.array(points, dtype=np.int32), POINT)
    coordinates["replicate"] = ("replicate", np.arange(replicates, dtype=np.int32), REPLICATE)
    return xarray.Dataset(variables, coordinates, first.attrs)


def _of_design(path: Path, points: list[int]) -> dict:
    """Variables `design` and `design_text`, and their coordinate."""
    with open(path, newline="", encoding="utf-8") as file:
        names, *rows = csv.reader(file)
    texts = np.array(rows, dtype=object).reshape(-1, len(names))
    columns = [_numbers(column)[points] for column in texts.T]
    return {"parameter": ("parameter", np.array(names, dtype=object), PARAMETER),
            "design": (("point", "parameter"), np.column_stack(columns) if columns else np.empty((len(points), 0)), DESIGN),
            "design_text": (("point", "parameter"), texts[points], DESIGN_TEXT)}


def _numbers(column: np.ndarray) -> np.ndarray:
    """A design's column; of words the place of each in their order by letter."""
    try:
        return column.astype(float)
    except ValueError:
        return np.searchsorted(np.unique(column.astype(str)), column.astype(str)).astype(float)
