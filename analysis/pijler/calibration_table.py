"""A wave of a calibration as a table of 80 columns."""


def as_text(note: dict) -> str:
    """What a wave found (a note of the record): where the model is far from its goals."""
    number = lambda value, form: "-" if value is None else format(value, form)
    text = [f"{note['wave']}: {note['plausible']} of {note['rows']} rows plausible; largest implausibility of the middle row {number(note['median_implausibility'], '.2f')}", "",
            f"{'target':<26}{'implausibility':>15}{'median':>11}{'noise':>9}{'missing':>9}", "-" * 70]
    for name, each in note["targets"].items():
        text.append(f"{name:<26}{number(each['median_implausibility'], '.2f'):>15}{number(each['median'], '.4g'):>11}{each['noise_sd']:>9.3f}{each['missing']:>9}")
    text += ["-" * 70, "Implausibility: distance from the goal in standard deviations, of the middle row. Noise of", "replicates is on the scale of square roots.", ""]
    return "\n".join(text)
