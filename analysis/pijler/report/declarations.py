"""What the program declares of interventions and parameters: meanings, ranges, sources, evidence grades, what a programme takes."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Source:
    """A work, and what of it was read, derived, recalled or judged."""

    work: str
    note: str


@dataclass(frozen=True)
class Declarations:
    """Rows by name, with the fields of `pijler list --format json`, and sources by key. Empty where nobody could be asked."""

    interventions: dict[str, dict] = field(default_factory=dict)
    parameters: dict[str, dict] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)


def declared(attrs: Mapping[str, Any], program: Path, bibliography: Path) -> Declarations:
    """As the result keeps them (its attribute `declarations`); else as the program says them now; else none.

    bibliography: a file like scenarios/sources.bib.
    """
    if "declarations" in attrs:
        found = json.loads(str(attrs["declarations"]))
        rows = found.get("interventions", []), found.get("parameters", [])
    elif program.is_file():
        rows = _listed(program, "interventions"), _listed(program, "parameters")
    else:
        rows = [], []
    sources = read_sources(bibliography.read_text(encoding="utf-8")) if bibliography.is_file() else {}
    return Declarations(*({row["name"]: row for row in of_kind} for of_kind in rows), sources)


def _listed(program: Path, kind: str) -> list[dict]:
    done = subprocess.run([program, "list", kind, "--format", "json"], capture_output=True, text=True, check=False)
    return json.loads(done.stdout) if done.returncode == 0 else []


def read_sources(bibliography: str) -> dict[str, Source]:
    """Entries of BibTeX by key: author, title, journal and year in one line. Braces within a field do not nest deeper than twice."""
    found = {}
    for entry in re.split(r"^@", bibliography, flags=re.MULTILINE)[1:]:
        key = re.match(r"\w+\{([^,]+),", entry)
        fields = dict(re.findall(r"(\w+) = \{((?:[^{}]|\{[^{}]*\})*)\}", entry))
        plain = {name: re.sub(r"\s+", " ", re.sub(r"[{}]", "", value)) for name, value in fields.items()}
        if key:
            found[key[1]] = Source(". ".join(plain[name] for name in ("author", "title", "journal", "year") if name in plain), plain.get("note", ""))
    return found
