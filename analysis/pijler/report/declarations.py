"""What a result says of interventions and parameters: meanings, ranges, sources, evidence grades, what a programme takes."""

from __future__ import annotations

import json
import re
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
    """Rows by name, with the fields of `pijler list --format json`, and sources by key. Empty in a result of an older version."""

    interventions: dict[str, dict] = field(default_factory=dict)
    parameters: dict[str, dict] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)


def declared(attrs: Mapping[str, Any], bibliography: Path) -> Declarations:
    """As the result keeps them, in its attribute `declarations`. bibliography: a file like scenarios/sources.bib."""
    found = json.loads(str(attrs.get("declarations", "{}")))
    rows = ({row["name"]: row for row in found.get(kind, [])} for kind in ("interventions", "parameters"))
    sources = read_sources(bibliography.read_text(encoding="utf-8")) if bibliography.is_file() else {}
    return Declarations(*rows, sources)


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
