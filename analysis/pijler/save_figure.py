"""Figures as files."""

from pathlib import Path


def save_figure(figure, path: Path) -> None:
    """A matplotlib figure in the format of the file's ending; an SVG has no date and is the same bits each time."""
    from matplotlib import rc_context

    with rc_context({"svg.hashsalt": "pijler"}):
        figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)
