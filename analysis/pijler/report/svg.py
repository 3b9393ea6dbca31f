"""A matplotlib figure as SVG that lies in a page: real text, colours of the page's own light or dark, no identifier twice."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from html import escape

import matplotlib

matplotlib.use("agg")
from matplotlib import pyplot  # noqa: E402

# What is drawn in a colour here takes the page's colour of that name.
COLOURS = {
    "#101010": "ink",
    "#202020": "quiet",
    "#303030": "line",
    "#404040": "main",
    "#505050": "harm",
    "#606060": "band",
    "#707070": "wide",
    "#808080": "paper",
    "#909090": "other",
}
INK, QUIET, LINE, MAIN, HARM, BAND, WIDE, PAPER, OTHER = COLOURS

WIDTH = 360.0  # points, which the page shows as pixels on a narrow screen

_SETTINGS = {
    "svg.fonttype": "none",
    "font.family": "DejaVu Sans",
    "font.size": 11.5,
    "text.color": INK,
    "axes.edgecolor": LINE,
    "axes.labelcolor": QUIET,
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.8,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "savefig.facecolor": "none",
    "hatch.color": PAPER,
    "hatch.linewidth": 1.2,
    "text.parse_math": False,
}


def drawn(name: str, height: float, draw: Callable, told: str) -> str:
    """The SVG that `draw`(axes) makes, `height` points high; `told` is what a screen reader says. Names of charts differ within a page."""
    with matplotlib.rc_context({**_SETTINGS, "svg.hashsalt": name}):
        figure, axes = pyplot.subplots(figsize=(WIDTH / 72.0, height / 72.0))
        try:
            draw(axes)
            out = io.StringIO()
            figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
        finally:
            pyplot.close(figure)
    return _for_page(out.getvalue(), name, told)


def _for_page(svg: str, name: str, told: str) -> str:
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<!--.*?-->\n?", "", svg, flags=re.DOTALL)
    used = set(re.findall(r'(?:href="#|url\(#)([^")]+)', svg))
    svg = re.sub(r' id="([^"]*)"', lambda found: f' id="{name}-{found[1]}"' if found[1] in used else "", svg)
    svg = re.sub(r'(href="#|url\(#)', rf"\g<1>{name}-", svg)
    for colour, of_page in COLOURS.items():
        svg = svg.replace(colour, f"var(--{of_page})")
    svg = re.sub(r"font: ([^;\"]*?)([\d.]+)px [^;\"]*", r"font: \g<1>\g<2>px var(--sans)", svg)
    head = re.search(r'viewBox="[^"]*"', svg)[0]
    body = svg[svg.index(">") + 1 :]
    return f'<svg role="img" aria-label="{escape(told)}" {head} xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{body}'.strip()
