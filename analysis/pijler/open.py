"""Opening a result file as named arrays."""

from pathlib import Path

import numpy as np
import xarray


class ResultError(Exception):
    """A file is no result of pijler, or lacks what is asked of it."""


def open_result(path: Path) -> xarray.Dataset:
    """All of a result file, in memory.

    Variables keep their dimensions, e.g. lifetime_use(arm, replicate, month, subgroup, substance); arm and subgroup are indexed by
    name. Raises FileNotFoundError where there is no file, ResultError where it is none of pijler's.
    """
    if not Path(path).is_file():
        raise FileNotFoundError(path)
    try:
        with xarray.open_dataset(path, engine="h5netcdf", decode_times=False, decode_timedelta=False) as data:
            result = data.load()
    except (OSError, ValueError, KeyError) as fault:
        raise ResultError(f"{path} cannot be read as a result of pijler ({fault})") from fault
    if not str(result.attrs.get("source", "")).startswith("pijler"):
        raise ResultError(f"{path} is no result of pijler: its attribute `source` does not say so")
    return result


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
