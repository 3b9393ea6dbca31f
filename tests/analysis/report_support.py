"""What tests of reports share: the program where there is one, a small result and its pages, and a reader of pages.

To be imported first: it says where the package is.
"""

import json
import subprocess
import sys
import tempfile
import unittest
from html.parser import HTMLParser
from pathlib import Path

HERE = Path(__file__).resolve().parent
# A test that is run as it is has arguments of its own; those of pytest are not for us.
ARGUMENTS = sys.argv[1:] if Path(getattr(sys.modules["__main__"], "__file__", "")).resolve().parent == HERE else []
PROGRAM = Path(ARGUMENTS[0]) if ARGUMENTS else None
ROOT = Path(ARGUMENTS[1]) if len(ARGUMENTS) > 1 else HERE.parents[1]
sys.path.insert(0, str(ROOT / "analysis"))

from pijler.open import open_result  # noqa: E402
from pijler.report.declarations import declared  # noqa: E402
from pijler.report.page import report  # noqa: E402
from pijler.report.words import LANGUAGES  # noqa: E402

# Section 10 of the model's design: people are not named by their use, nor sorted by risk or origin.
FORBIDDEN = {
    "en": r"addicts?\b|addicted\b|junk(ie|y)|at[- ]risk youth|youths? at risk|risk youth|ethnic|migrant|offender",
    "nl": r"verslaafde?n?\b|junk(ie|s)?\b|risicojonger|probleemjonger|hangjonger|allochto|migrant|etnisch|herkomst",
}

needs_program = unittest.skipIf(PROGRAM is None, "needs the program")


def run_program(*words) -> None:
    subprocess.run([PROGRAM, *words], check=True, capture_output=True)


def listed(what: str) -> list[dict]:
    """Rows as the program lists them."""
    return json.loads(subprocess.run([PROGRAM, "list", what, "--format", "json"], check=True, capture_output=True, text=True).stdout)


def pages_of(result: Path, *languages: str) -> dict[str, str]:
    """HTML by language (default: all)."""
    data = open_result(result)
    known = declared(data.attrs, ROOT / "scenarios/sources.bib")
    return {language: report(data, language, known) for language in languages or LANGUAGES}


class Compared(unittest.TestCase):
    """Tests on one `result`, of parents against youths in a small town, that lies in `folder`; its `pages` in these `languages`."""

    languages = LANGUAGES

    @classmethod
    def setUpClass(cls):
        cls.folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.result = cls.folder / "r.h5"
        small = ["--youths", "3000", "--replicates", "3", "--months", "24", "--set", "simulation.run_in_months=24"]
        run_program("compare", ROOT / "scenarios/studies/parents-vs-youths.toml", *small, "-o", cls.result)
        cls.pages = pages_of(cls.result, *cls.languages)


class Page(HTMLParser):
    """Tables by identifier, as rows of texts; identifiers; what asks the network; texts by element."""

    def __init__(self, html: str):
        super().__init__()
        self.tables, self.ids, self.fetched, self.text = {}, [], [], ""
        self._table, self._cell, self._silent = None, False, False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if "id" in given:
            self.ids.append(given["id"])
        self.fetched += [
            given[key]
            for key in ("src", "href", "xlink:href", "data", "poster", "srcset", "action")
            if key in given and not given[key].startswith(("#", "data:"))
        ]
        if tag == "table":
            self._table = self.tables.setdefault(given["id"], [])
        if tag == "tr" and self._table is not None:
            self._table.append([])
        if tag in ("th", "td") and self._table is not None:
            self._table[-1].append("")
            self._cell = True
        self._silent = self._silent or tag in ("style", "script")

    def handle_endtag(self, tag):
        if tag == "table":
            self._table = None
        if tag in ("th", "td"):
            self._cell = False
        if tag in ("style", "script"):
            self._silent = False

    def handle_data(self, data):
        if not self._silent:
            self.text += data
        if self._cell:
            self._table[-1][-1] += data
