"""The social multiplier of each world of a sweep, so that maps can have it as an axis."""

from dataclasses import replace

import numpy as np
import xarray

from .decision import Worlds, smooth, standard, telling
from .open import ResultError
from .sweeps import points_as_replicates
from .targets import PUSHED, multiplier_parts

NAME = "social_multiplier"
INPUTS = 6  # parameters that it is smoothed over


def social_multiplier(data: xarray.Dataset, worlds: Worlds) -> np.ndarray:
    """What a push on everybody's acceptance (arm `shifted`) changes in total over what it changes directly. One world's few first uses say little of it, so
    both parts are smoothed over the parameters that tell most about them. Shape: (worlds,).

    Raises ResultError where the push was not given or not followed for long enough.
    """
    if PUSHED not in data["arm"].values:
        raise ResultError(f"no arm `{PUSHED}` measures the social multiplier; scenarios/studies/multiplier-map.toml has one")
    shape = data.sizes["point"], data.sizes["replicate"]
    parts = np.column_stack([part.reshape(shape).mean(1) for part in multiplier_parts(points_as_replicates(data))])
    known = np.isfinite(parts).all(1)  # somebody had used
    if known.sum() < 10:
        raise ResultError(f"too few worlds to tell the social multiplier from: {known.sum()} in which anybody of 16 has ever used")
    chosen = telling(worlds.parameters[known], parts[known], INPUTS)
    inputs = np.column_stack([standard(worlds.parameters[:, p]) for p in chosen])
    total, direct = (smooth(inputs[known], part).predict(inputs) for part in parts[known].T)
    return total / direct


def with_multiplier(worlds: Worlds, data: xarray.Dataset, asked: set[str]) -> Worlds:
    """The worlds with their social multiplier beside their parameters, where it is asked for; else as they are."""
    if NAME not in asked:
        return worlds
    return replace(worlds, names=[*worlds.names, NAME], parameters=np.column_stack([worlds.parameters, social_multiplier(data, worlds)]))
