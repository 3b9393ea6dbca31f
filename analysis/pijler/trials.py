"""Trials in silico: which there are, what they say of the programmes' parameters, and the runs that show how parameters move them."""

import subprocess
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import xarray

from .open import ResultError, open_result
from .sweeps import RunFailed
from .trial_fit import Finding, Response

# The parameters that are fitted. Each is of arms that deliver all that is named; parts of a type with an approach, as type/approach.
FITTED = {
    "education.youths.skill": {"youth_education/skills"},
    "education.youths.risk": {"youth_education/information"},
    "education.parents.effectiveness": {"parent_education"},
    "education.youths.synergy_with_parents": {"youth_education", "parent_education"},
}


@dataclass(frozen=True)
class Prior:
    """What is thought of a parameter before any trial: a normal, cut off at its range."""

    mean: float
    sd: float
    low: float
    high: float


def read_priors(rows: Iterable[dict]) -> dict[str, Prior]:
    """Priors of the fitted parameters, from the rows of `pijler list parameters --format json`."""
    rows = {row["name"]: row for row in rows}
    return {name: Prior(rows[name]["default"], rows[name]["prior_sd"], rows[name]["low"], rows[name]["high"]) for name in FITTED}


def parameters_of(trial: Path) -> list[str]:
    """The fitted parameters that a trial's programmes make use of."""
    used = []
    with trial.open("rb") as file:
        arms = tomllib.load(file)["arm"]
    for name, needed in FITTED.items():
        for arm in arms:
            parts = arm.get("intervention", [])
            there = {part["type"] for part in parts} | {f"{part['type']}/{part['approach']}" for part in parts if "approach" in part}
            if needed <= there:
                used.append(name)
                break
    return used


class Runner:
    """Runs trials at given parameters, and keeps what it has run in a folder."""

    def __init__(self, program: Path, folder: Path, replicates: int, options: list[str]):
        """`options`: more words for `pijler compare`, as --youths and --threads."""
        self.program, self.folder, self.replicates, self.options = program, folder, replicates, options

    def __call__(self, trial: Path, label: str, values: dict[str, float]) -> xarray.Dataset:
        """The result of a trial; raises RunFailed when pijler fails."""
        path = self.folder / f"{trial.stem}.{label}.h5"
        if not path.exists():
            settings = [word for name, value in values.items() for word in ("--set", f"{name}={value!r}")]
            status = subprocess.run([self.program, "compare", trial, "-o", path, "--replicates", str(self.replicates), "--quiet", *self.options, *settings], check=False).returncode
            if status != 0:
                raise RunFailed(status, "compare")
        result = open_result(path)
        for name, text in zip(result.attrs["inputs"], result.attrs["input_texts"]):
            if text and Path(name).is_file() and Path(name).read_text(encoding="utf-8") != text:
                raise ResultError(f"{path} was made of another {name}; choose another folder")
        if result.sizes["replicate"] != self.replicates:
            raise ResultError(f"{path} holds {result.sizes['replicate']} replicates, not {self.replicates}; choose another folder or number")
        return result


def findings_of(trial: str, result: xarray.Dataset) -> list[Finding]:
    """What the paper found, arm by arm and follow-up by follow-up."""
    found = []
    for arm in result["arm"].values[1:]:
        for month in result["followup"].values:
            at = {"arm": arm, "followup": month}
            published = result.sel(at)
            ratio, low, high = (float(published[f"published_{name}"]) for name in ("odds_ratio", "low", "high"))
            significant = int(published["published_significant"])
            if np.isfinite([ratio, low, high]).all():
                found.append(Finding(trial, str(arm), int(month), float(np.log(ratio)), float(np.log(high / low)) / (2 * 1.959964), None))
            elif significant >= 0:
                found.append(Finding(trial, str(arm), int(month), None, None, bool(significant)))
    return found


def respond(runner: Runner, trial: Path, priors: dict[str, Prior]) -> list[Response]:
    """How a trial's log odds ratios depend on the parameters: at the centre, and one prior deviation (within the range) to either side.

    All runs share towns, samples and draws, so that slopes are free of most of the chance that the level has.
    """
    centre = runner(trial, "centre", {})
    slopes = {}
    for name in parameters_of(trial):
        prior = priors[name]
        ends = {"low": max(prior.low, prior.mean - prior.sd), "high": min(prior.high, prior.mean + prior.sd)}
        low, high = (runner(trial, f"{name}.{label}", {name: value})["log_odds_ratio"] for label, value in ends.items())
        slopes[name] = (high - low).mean("replicate") / (ends["high"] - ends["low"])
    responses = []
    for finding in findings_of(trial.stem, centre):
        at = {"arm": finding.arm, "followup": finding.month}
        logs = centre["log_odds_ratio"].sel(at).values
        spread = float(np.std(logs, ddof=1)) if len(logs) > 1 else float("nan")
        slope = np.array([float(slopes[name].sel(at)) if name in slopes else 0.0 for name in priors])
        responses.append(Response(finding, float(np.mean(logs)), slope, spread, spread / len(logs) ** 0.5))
    return responses
