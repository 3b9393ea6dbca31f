"""What a page shows: tables, and charts with the sentence and the table that say the same."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Cell:
    """A text, and what it is sorted by (a number, or the text itself). `language` is named where it may not be the page's."""

    text: str
    key: float | str | None = None
    is_number: bool = False
    language: str = ""
    is_name: bool = False  # of a parameter or a source, written as where it is cited


@dataclass(frozen=True)
class Table:
    """Columns and rows; the first cell of a row names it. `note` explains what a column means."""

    caption: str
    columns: list[str]
    rows: list[list[Cell]]
    note: str = ""
    name: str = ""  # of the element, where a script looks for it


@dataclass(frozen=True)
class Figure:
    """A chart (SVG), what it is called, what it shows, and its numbers."""

    title: str
    sentence: str
    svgs: list[tuple[str, str]]  # of one or several panels: heading, SVG
    table: Table
    legend: list[tuple[str, str]] = field(default_factory=list)  # mark, meaning
    chooses: bool = False  # a reader looks at one panel at a time


def text(value: str) -> Cell:
    """A cell of words."""
    return Cell(value, value)


def identifier(value: str) -> Cell:
    """A cell of a parameter's or a source's name."""
    return Cell(value, value, is_name=True)


def english(value: str) -> Cell:
    """A cell of words as the program and its files have them."""
    return Cell(value, value, language="en")


def number(value: float | None, written: str) -> Cell:
    """A cell of a number as the language writes it."""
    return Cell(written, value, True)
