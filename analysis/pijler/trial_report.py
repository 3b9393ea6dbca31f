"""The tables of trials: parameters before and after, and what was predicted for each trial from the others."""

import csv
import io
import math

from .trial_fit import Finding, Fitted, Prediction


def _published(f: Finding) -> str:
    if f.log_odds_ratio is None:
        return "differs at 5 %" if f.significant else "no difference"
    low, high = (math.exp(f.log_odds_ratio + sign * 1.959964 * f.error) for sign in (-1, 1))
    return f"{math.exp(f.log_odds_ratio):.2f} ({low:.2f}-{high:.2f})"


def _verdict(prediction: Prediction) -> str:
    return "inside" if prediction.is_inside else "MISS"


def as_text(predictions: list[Prediction], fitted: list[Fitted]) -> str:
    """Both tables for a terminal, at most 80 columns wide."""
    text = ["Each trial predicted from all others", "", f"{'trial':<20}{'arm':<10}{'month':>5}  {'paper (95 %)':<18}{'predicted (95 %)':<18}verdict", "-" * 80]
    for p in predictions:
        f = p.finding
        text.append(f"{f.trial:<20}{f.arm:<10}{f.month:>5}  {_published(f):<18}{f'{p.odds_ratio:.2f} ({p.low:.2f}-{p.high:.2f})':<18}{_verdict(p)}")
    misses = sum(not p.is_inside for p in predictions)
    text += ["-" * 80, f"{misses} of {len(predictions)} missed. Predicted: the odds ratio that a paper of this size would report.", "",
             "Programme parameters, fitted on all trials", "", f"{'parameter':<42}{'before':>18}{'after':>18}", "-" * 80]
    text += [f"{f.name:<42}{f'{f.prior_mean:.2f} +- {f.prior_sd:.2f}':>18}{f'{f.mean:.2f} +- {f.sd:.2f}':>18}" for f in fitted]
    text += ["-" * 80, "Mean and standard deviation. The log odds ratio is taken as linear in them."]
    return "\n".join(text) + "\n"


def as_csv(predictions: list[Prediction]) -> str:
    """The predictions for other programs, one row per finding."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["trial", "arm", "month", "published_odds_ratio", "published_log_error", "published_significant", "predicted_odds_ratio", "predicted_low",
                    "predicted_high", "predicted_chance_significant", "verdict"])
    for p in predictions:
        f = p.finding
        ratio = "" if f.log_odds_ratio is None else math.exp(f.log_odds_ratio)
        table.writerow([f.trial, f.arm, f.month, ratio, f.error, f.significant, p.odds_ratio, p.low, p.high, p.significant, _verdict(p)])
    return out.getvalue()
