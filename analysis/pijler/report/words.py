"""A language: its words, and how it writes numbers."""

from __future__ import annotations

import math
import tomllib
from pathlib import Path
from typing import Any

LANGUAGES = ("en", "nl")
_FOLDER = Path(__file__).parent / "words"
_NARROW = "\u202f"


def read_words(language: str) -> dict[str, Any]:
    """All of a language, by section."""
    return tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))


def read_parameters(language: str) -> dict[str, dict[str, str]]:
    """Meanings of parameters by name and units by the program's word; empty in the program's own language, English."""
    path = _FOLDER / f"parameters.{language}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {"meanings": {}, "units": {}}


class Words:
    """Texts by section and key. A text may name numbers and other words in braces."""

    def __init__(self, language: str):
        self.language = language
        self._sections = read_words(language)
        self._parameters = read_parameters(language)
        self._comma, self._thousands = (",", ".") if language == "nl" else (".", ",")

    def __call__(self, key: str, **named: Any) -> str:
        """The text of `section.key`. Raises KeyError where there is none, or where it names what is not given."""
        section, _, name = key.partition(".")
        return self._sections[section][name].format(**named)

    def get(self, section: str, name: str) -> str | None:
        """A text that need not be there: of a name that a user may have made up."""
        return self._sections[section].get(name)

    def meaning(self, name: str, row: dict) -> str:
        """Of a parameter, of which `row` is what the program declares."""
        return self._parameters["meanings"].get(name) or str(row.get("meaning", "–"))

    def unit(self, unit: str) -> str:
        """Of a parameter."""
        return self._parameters["units"].get(unit, unit) or "–"

    def lines(self, section: str) -> list[str]:
        """All texts of a section, in their order."""
        return list(self._sections[section].values())

    def number(self, value: float | None, decimals: int = 0, signed: bool = False) -> str:
        """As the language writes it, with a true minus; a dash where there is none."""
        if value is None or not math.isfinite(value):
            return "–"
        text = f"{abs(value):,.{decimals}f}"
        sign = "" if not text.strip("0.,") else "−" if value < 0.0 else "+" if signed else ""
        return sign + text.replace(",", "\0").replace(".", self._comma).replace("\0", self._thousands)

    def people(self, value: float | None, signed: bool = False) -> str:
        """Persons: whole from 10 on, one decimal below."""
        small = value is not None and math.isfinite(value) and abs(value) < 9.95
        return self.number(value, 1 if small else 0, signed)

    def percent(self, share: float | None, decimals: int = 0, signed: bool = False) -> str:
        """A share in per cent."""
        text = self.number(None if share is None else 100.0 * share, decimals, signed)
        return text if text == "–" else text + "%"

    def euro(self, value: float | None, given: bool = False) -> str:
        """Rounded to what is worth reading, three figures; whole euros as somebody gave them."""
        if value is None or not math.isfinite(value):
            return "–"
        step = 10.0 ** max(0, math.floor(math.log10(abs(value))) - 2) if abs(value) >= 1.0 and not given else 1.0
        text = self.number(round(value / step) * step)
        sign, text = ("−", text[1:]) if text.startswith("−") else ("", text)
        return f"{sign}€{_NARROW}{text}" if self.language == "nl" else f"{sign}€{text}"

    def span(self, low: float | None, high: float | None, decimals: int | None = None, signed: bool = False) -> str:
        """From low to high, one number where both read alike; a dash where there is no interval. Without decimals: persons."""
        if low is None or high is None or not (math.isfinite(low) and math.isfinite(high)):
            return "–"
        write = (lambda value: self.people(value, signed)) if decimals is None else (lambda value: self.number(value, decimals, signed))
        ends = write(low), write(high)
        return ends[0] if ends[0] == ends[1] else f"{ends[0]} {self('phrase.to')} {ends[1]}"

    def listed(self, names: list[str]) -> str:
        """a, b and c."""
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {self('phrase.and')} {names[-1]}" if names else ""
