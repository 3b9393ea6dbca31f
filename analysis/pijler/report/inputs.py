"""The files that a result was made from, as it keeps them: the study, the town's figures."""

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
