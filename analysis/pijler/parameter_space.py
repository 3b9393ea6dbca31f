"""What is uncertain about the model, as a space of independent standard normals."""

import json
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.special import ndtr, ndtri


@dataclass(frozen=True)
class Uncertain:
    """A parameter's prior: uniform over [low, high], or with `sd` a normal about `centre` within these bounds."""

    name: str
    low: float
    high: float
    centre: float
    sd: float | None = None


class ParameterSpace:
    """Uncertain parameters in a fixed order. Rows of values have shape (n, parameters); so have rows of normals."""

    def __init__(self, parameters: Iterable[Uncertain]):
        self.parameters = tuple(parameters)
        self.names = [each.name for each in self.parameters]
        self._low = np.array([each.low for each in self.parameters])
        self._high = np.array([each.high for each in self.parameters])
        normal = np.array([each.sd is not None for each in self.parameters])
        centre = np.array([each.centre for each in self.parameters])
        # Either way a value is a straight line over a normal's probability: of itself, or of its quantile.
        self._normal, self._centre = normal, centre
        self._sd = np.array([each.sd or 1.0 for each in self.parameters])
        self._below = np.where(normal, ndtr((self._low - centre) / self._sd), 0.0)
        self._inside = np.where(normal, ndtr((self._high - centre) / self._sd), 1.0) - self._below

    def __len__(self) -> int:
        return len(self.parameters)

    def values(self, normals: np.ndarray) -> np.ndarray:
        """Parameter values at rows of standard normals."""
        share = ndtr(normals)
        with np.errstate(divide="ignore"):
            drawn = self._centre + self._sd * ndtri(self._below + self._inside * share)
        return np.clip(np.where(self._normal, drawn, self._low + (self._high - self._low) * share), self._low, self._high)

    def normals(self, values: np.ndarray) -> np.ndarray:
        """The inverse; at most 8 away from 0, where values lie at their bounds."""
        values = np.asarray(values, dtype=float)
        share = np.where(self._normal, (ndtr((values - self._centre) / self._sd) - self._below) / self._inside,
                         (values - self._low) / (self._high - self._low))
        with np.errstate(divide="ignore"):
            return np.clip(ndtri(np.clip(share, 0.0, 1.0)), -8.0, 8.0)


def listed_parameters(pijler: Path) -> list[dict]:
    """All parameters that the program declares: name, default, low, high, grade, ... Raises subprocess.CalledProcessError."""
    said = subprocess.run([pijler, "list", "parameters", "--format", "json"], check=True, capture_output=True, text=True)
    return json.loads(said.stdout)


def calibrated_space(listed: Sequence[dict], fitted: str, uncertain: Sequence[str], fixed: Sequence[str]) -> ParameterSpace:
    """Those of grade `fitted`, uniform, and those whose names begin with one of `uncertain`, a quarter of their range wide; none of `fixed`.

    Raises ValueError for a name that begins no parameter's.
    """
    for start in [*uncertain, *fixed]:
        if not any(each["name"].startswith(start) for each in listed):
            raise ValueError(f"no parameter's name begins with `{start}`")
    space = []
    for each in listed:
        if each["name"] in fixed or each["low"] == each["high"]:
            continue
        if each["grade"] == fitted:
            space.append(Uncertain(each["name"], each["low"], each["high"], each["default"]))
        elif each["name"].startswith(tuple(uncertain)):
            space.append(Uncertain(each["name"], each["low"], each["high"], each["default"], (each["high"] - each["low"]) / 4.0))
    return ParameterSpace(space)
