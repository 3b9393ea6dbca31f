"""A section of the page: paragraphs, then exhibits."""

from __future__ import annotations

from dataclasses import dataclass, field

from .exhibits import Figure, Table


@dataclass(frozen=True)
class Card:
    """A programme and what it takes: terms and what is said of each."""

    title: str
    lead: str
    terms: list[tuple[str, str]]


@dataclass(frozen=True)
class Section:
    """`name` is its anchor. Parts are shown in their order; long tables are folded."""

    name: str
    heading: str
    paragraphs: list[str]
    parts: list[Figure | Table | Card] = field(default_factory=list)
    bullets: list[str] = field(default_factory=list)
    folded: list[tuple[str, Table | str]] = field(default_factory=list)  # heading, a table or a text as it is
