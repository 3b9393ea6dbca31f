"""The page: sections in their order, laid out by templates/."""

from __future__ import annotations

from pathlib import Path

import xarray
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from .answer import first_page
from .care import care
from .declarations import Declarations
from .differences import differences
from .grounds import assumed, cannot_say, made, use
from .money import money
from .norms import norms
from .over_time import time
from .pillars import pillars
from .practice import practice, survey
from .study import Study
from .telling import Telling
from .what_ifs import enforcement, what_ifs
from .who import who
from .words import Words
from .worlds import worlds

_TEMPLATES = Path(__file__).parent / "templates"


def report(data: xarray.Dataset, language: str, declared: Declarations) -> str:
    """HTML, complete in itself. Raises ResultError for a result that compares nothing."""
    words = Words(language)
    told = Telling(Study(data), words, declared)
    sections = [
        section
        for make in (
            who,
            time,
            differences,
            worlds,
            pillars,
            what_ifs,
            enforcement,
            money,
            care,
            norms,
            practice,
            survey,
            assumed,
            cannot_say,
            use,
            made,
        )
        if (section := make(told))
    ]
    environment = Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined)
    environment.tests["chart"] = lambda part: hasattr(part, "svgs")
    environment.tests["table"] = lambda part: hasattr(part, "columns")
    environment.tests["card"] = lambda part: hasattr(part, "terms")
    environment.filters["first_upper"] = lambda text: text[:1].upper() + text[1:]
    as_is = {name: Markup((_TEMPLATES / name).read_text(encoding="utf-8")) for name in ("style.css", "script.js")}
    return environment.get_template("report.html").render(
        words=words, told=told, first=first_page(told), sections=sections, style=as_is["style.css"], script=as_is["script.js"], svg=Markup
    )
