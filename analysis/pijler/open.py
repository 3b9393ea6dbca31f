"""Opening a result as named arrays."""

from pathlib import Path

import numpy as np
import xarray


LISTS = ("inputs", "input_texts", "failed_points")  # attributes of several texts; of one, xarray would make a text alone


class ResultError(ValueError):
    """A file is no result of pijler, or lacks what is asked of it."""


def open_result(path: str | Path) -> xarray.Dataset:
    """All of a result, in memory: of `pijler run`, `compare` or `merge`, or of a sweep's folder that is not merged. As `pijler.open` to the outside.

    Variables keep their dimensions, e.g. lifetime_use(arm, replicate, month, subgroup, substance), in a sweep after `point`; arm, subgroup and substance
    are indexed by name. Each has its unit and meaning as attributes `units` and `long_name`; attributes of the whole hold the seed, the question
    (estimand_outcome, ...) and the text of every input. Of a folder, points whose replicates are all there come as `pijler merge` would put them.
    Raises FileNotFoundError where there is nothing, ResultError where it is none of pijler's, and of a folder where parts are damaged or foreign, by name.
    """
    path = Path(path)
    if path.is_dir():
        from .parts import finished_points
        return finished_points(path)
    if not path.is_file():
        raise FileNotFoundError(path)
    return load(path)


def load(path: Path) -> xarray.Dataset:
    """A file, in memory. Raises ResultError where it is none of pijler's."""
    try:
        with xarray.open_dataset(path, engine="h5netcdf", decode_times=False, decode_timedelta=False) as data:
            result = data.load()
    except (OSError, ValueError, KeyError) as fault:
        raise ResultError(f"{path} cannot be read as a result of pijler ({fault})") from fault
    if not str(result.attrs.get("source", "")).startswith("pijler"):
        raise ResultError(f"{path} is no result of pijler: its attribute `source` does not say so")
    return result.assign_attrs({name: [str(text) for text in np.atleast_1d(result.attrs[name])] for name in LISTS if name in result.attrs})


def of_first_substance(result: xarray.Dataset, name: str) -> xarray.DataArray:
    """A variable of the first substance (of all, where it is not per substance). Raises ResultError when it was not recorded."""
    if name not in result:
        raise ResultError(f"`{name}` was not recorded; add it to [output] outcomes")
    variable = result[name]
    return variable.isel(substance=0) if "substance" in variable.dims else variable


def in_mid_year(variable: xarray.DataArray) -> xarray.DataArray:
    """The records of March, month 6 of a school year, when surveys are held: youths of school age N are then N.5 on average.

    Raises ResultError when there is none (stocks are taken in the middle of a record: `every = 12` or `every = 1` gives them).
    """
    march = np.asarray(variable["month"]) % 12 == 6
    if not march.any():
        raise ResultError("no record was taken in March (month 6 of a school year); record with every = 12")
    return variable.isel(month=march)
