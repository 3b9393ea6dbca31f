"""What the program declares of interventions and parameters: meanings, ranges, sources, evidence grades, what a programme takes."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Declarations:
    """Rows by name, with the fields of `pijler list --format json`. Empty where nobody could be asked."""

    interventions: dict[str, dict] = field(default_factory=dict)
    parameters: dict[str, dict] = field(default_factory=dict)


def declared(attrs: Mapping[str, Any], program: Path) -> Declarations:
    """As the result keeps them (its attribute `declarations`); else as the program says them now; else none."""
    if "declarations" in attrs:
        found = json.loads(str(attrs["declarations"]))
        rows = found.get("interventions", []), found.get("parameters", [])
    elif program.is_file():
        rows = _listed(program, "interventions"), _listed(program, "parameters")
    else:
        return Declarations()
    return Declarations(*({row["name"]: row for row in of_kind} for of_kind in rows))


def _listed(program: Path, kind: str) -> list[dict]:
    done = subprocess.run([program, "list", kind, "--format", "json"], capture_output=True, text=True, check=False)
    return json.loads(done.stdout) if done.returncode == 0 else []
