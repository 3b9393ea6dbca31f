"""The files that a result was made from, as it keeps them: the study, what its arms deliver, the town's figures."""

from __future__ import annotations

import posixpath
import tomllib
from collections.abc import Mapping
from functools import cached_property
from typing import Any

import numpy as np


class Inputs:
    """Texts by the path that named them. What is no TOML (checksums of CSV files) is kept as text alone."""

    def __init__(self, attrs: Mapping[str, Any]):
        names, texts = (np.atleast_1d(attrs.get(key, [])) for key in ("inputs", "input_texts"))
        self.texts = {str(name): str(text) for name, text in zip(names, texts)}
        self._tables: dict[str, dict] = {}
        for name, text in self.texts.items():
            try:
                self._tables[posixpath.normpath(name)] = tomllib.loads(text.lstrip("\ufeff"))
            except tomllib.TOMLDecodeError:
                continue

    @cached_property
    def study_path(self) -> str | None:
        """The study, if the result is of one and not of scenarios named one by one."""
        return next((path for path, table in self._tables.items() if "arm" in table or "factor" in table), None)

    @property
    def study(self) -> dict:
        """Its table."""
        return self._tables[self.study_path] if self.study_path else {}

    @property
    def design(self) -> str:
        """Of a sweep."""
        return str(self.study.get("sweep", {}).get("design", ""))

    @property
    def has_posterior(self) -> bool:
        """Whether the model's own parameters were taken from the sets that a calibration found plausible (scenarios/posterior/)."""
        return any(
            "posterior" in str(said) for said in (self.study.get("sweep", {}).get("sets", ""), self.study.get("study", {}).get("uncertainty", ""))
        )

    @cached_property
    def municipality(self) -> dict[str, Any]:
        """The town's figures by name; empty for an imported population."""
        return next((table["municipality"] for table in self._tables.values() if "municipality" in table), {})

    @property
    def town(self) -> str | None:
        """Its name."""
        return self.municipality.get("name")

    @property
    def youths(self) -> float | None:
        """Youths of 12 to 25 in the whole town: those of 25 are as many as a year of the 18 to 24 (as the program reckons)."""
        figures = [self.municipality.get(key) for key in ("youths_12_17", "youths_18_24")]
        if not all(isinstance(figure, dict) for figure in figures):
            return None
        return float(figures[0]["value"]) + float(figures[1]["value"]) * 8.0 / 7.0

    def interventions(self, arm: str) -> list[dict]:
        """What the arm of that name delivers, as its files say it: those of all that it extends, then its own."""
        for table in self.study.get("arm", []):
            if table.get("name") == arm:
                return [*self._of_scenario(self._beside(self.study_path, table.get("scenario", ""))), *table.get("intervention", [])]
        factors = {table.get("name"): table.get("scenario", "") for table in self.study.get("factor", [])}
        if factors and all(name in factors for name in arm.split("+")):
            return [each for name in arm.split("+") for each in self._of_scenario(self._beside(self.study_path, factors[name]))]
        return next((self._of_scenario(path) for path in self._tables if posixpath.splitext(posixpath.basename(path))[0] == arm), [])

    def _beside(self, path: str | None, other: str) -> str:
        return posixpath.normpath(posixpath.join(posixpath.dirname(path or ""), other))

    def _stored(self, path: str) -> str:
        """The stored name that ends most like the path: a sweep names its files from elsewhere."""

        def alike(other: str) -> int:
            return next(
                (n for n, (a, b) in enumerate(zip(reversed(path.split("/")), reversed(other.split("/")))) if a != b),
                min(path.count("/"), other.count("/")) + 1,
            )

        best = max(self._tables, key=alike, default="")
        return best if path not in self._tables and best and alike(best) > 0 else path

    def _of_scenario(self, path: str, laid: set[str] | None = None) -> list[dict]:
        laid = set() if laid is None else laid
        path = self._stored(path)
        if path in laid or path not in self._tables:
            return []
        laid.add(path)
        table = self._tables[path]
        below = table.get("extends", [])
        found = [each for other in ([below] if isinstance(below, str) else below) for each in self._of_scenario(self._beside(path, other), laid)]
        return found + table.get("intervention", [])
