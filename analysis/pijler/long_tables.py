"""Outcomes as long tables."""

import pandas
import xarray

from .measure import known, outcomes_of


def tidy(result: xarray.Dataset, *outcomes: str) -> pandas.DataFrame:
    """A row for each arm, replicate, month, ... with a column for each dimension and each outcome: all that was recorded, as it was recorded.

    Outcomes with fewer dimensions are repeated: tidy(result, "starts", "youths") has youths in each row. Narrow the result first to what is needed, as
    result.sel(subgroup=["age_12_16"]). The frame's attrs hold `units` and `long_name`, by outcome. Raises ResultError for an outcome that was not recorded.
    """
    names = [known(name, outcomes_of(result), "outcome") for name in outcomes]
    if not names:
        raise ValueError("no outcome is named")
    data = result[names].reset_coords(drop=True)
    frame = data.to_dataframe(dim_order=list(dict.fromkeys(dim for name in names for dim in data[name].dims))).reset_index()
    frame.attrs = {key: {name: str(data[name].attrs.get(key, "")) for name in names} for key in ("units", "long_name")}
    return frame
