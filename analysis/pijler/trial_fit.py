"""Fitting programmes' parameters on trials, and predicting the trial left out.

A trial's log odds ratio is taken as linear in the parameters around their prior means. Parameters are drawn from their priors, and each draw
is weighed by how likely it makes what the papers found: with normal priors and odds ratios alone this is weighted least squares with the
priors as data, and results of which only the significance is known can be weighed too.
"""

import math
from dataclasses import dataclass

import numpy as np

DRAWS = 100_000
RARE = 0.05  # a finding that the prediction gives less than this is missed


@dataclass(frozen=True)
class Finding:
    """What a paper found of one arm at one follow-up: a log odds ratio with its standard error, or only whether it was significant."""

    trial: str
    arm: str
    month: int
    log_odds_ratio: float | None
    error: float | None
    significant: bool | None


@dataclass(frozen=True)
class Response:
    """A finding as the model has it: the mean log odds ratio at the prior means, its slope in each parameter, the spread of trials of this
    size around it, and the standard error of the mean."""

    finding: Finding
    level: float
    slope: np.ndarray
    spread: float
    error: float


@dataclass(frozen=True)
class Prediction:
    """Of a finding, from the other trials: the odds ratio that a paper would report, with the interval that holds 95 % of them, and the
    chance of a significant one."""

    finding: Finding
    odds_ratio: float
    low: float
    high: float
    significant: float

    @property
    def is_inside(self) -> bool:
        """Whether the paper's finding is one that the prediction gives 5 % or more."""
        f = self.finding
        if f.log_odds_ratio is not None:
            return self.low <= math.exp(f.log_odds_ratio) <= self.high
        return (self.significant if f.significant else 1.0 - self.significant) >= RARE


def _normal_cdf(z: np.ndarray) -> np.ndarray:
    return 0.5 * (1.0 + np.vectorize(math.erf)(z / math.sqrt(2.0)))


def draw_priors(priors: dict, seed: int = 20261123, draws: int = DRAWS) -> np.ndarray:
    """Parameters drawn from their priors, shape (draw, parameter): normals, drawn again until they lie in the range."""
    random = np.random.Generator(np.random.Philox(seed))
    columns = []
    for prior in priors.values():
        values = random.normal(prior.mean, prior.sd, draws)
        while (outside := (values < prior.low) | (values > prior.high)).any():
            values[outside] = random.normal(prior.mean, prior.sd, int(outside.sum()))
        columns.append(values)
    return np.stack(columns, axis=1)


def log_odds_ratios(response: Response, priors: dict, parameters: np.ndarray) -> np.ndarray:
    """What the model has for a finding at each draw of the parameters, shape (draw,)."""
    return response.level + (parameters - np.array([prior.mean for prior in priors.values()])) @ response.slope


def significance(response: Response, mean: np.ndarray) -> np.ndarray:
    """The chance that a trial of this size differs from no effect at 5 %, shape (draw,)."""
    z = mean / response.spread
    return 1.0 - _normal_cdf(1.959964 - z) + _normal_cdf(-1.959964 - z)


def log_likelihood(response: Response, mean: np.ndarray) -> np.ndarray:
    """Of a finding, shape (draw,), by the paper's own error and the model's."""
    f = response.finding
    if f.log_odds_ratio is not None:
        return -0.5 * (f.log_odds_ratio - mean) ** 2 / (f.error**2 + response.error**2)
    chance = significance(response, mean)
    return np.log(np.maximum(chance if f.significant else 1.0 - chance, 1e-300))


def weigh(responses: list[Response], priors: dict, parameters: np.ndarray) -> np.ndarray:
    """The weight of each draw after these findings, shape (draw,), adding up to 1."""
    total = np.zeros(len(parameters))
    for response in responses:
        total += log_likelihood(response, log_odds_ratios(response, priors, parameters))
    weights = np.exp(total - total.max())
    return weights / weights.sum()


def quantile(values: np.ndarray, weights: np.ndarray, share: float) -> float:
    """The weighted quantile of values, both of shape (draw,)."""
    order = np.argsort(values)
    return float(values[order][np.searchsorted(np.cumsum(weights[order]), share)])


def predict(response: Response, priors: dict, parameters: np.ndarray, weights: np.ndarray, seed: int = 20261124) -> Prediction:
    """What a paper would report of a finding, by the weighted draws: of the paper's own precision, or of the model's where that is not known."""
    mean = log_odds_ratios(response, priors, parameters)
    noise = math.hypot(response.finding.error or response.spread, response.error)
    reported = mean + noise * np.random.Generator(np.random.Philox(seed)).standard_normal(len(mean))
    low, middle, high = (math.exp(quantile(reported, weights, share)) for share in (0.025, 0.5, 0.975))
    return Prediction(response.finding, middle, low, high, float(significance(response, mean) @ weights))


def leave_one_out(responses: list[Response], priors: dict) -> list[Prediction]:
    """Each trial's findings, predicted from all other trials."""
    parameters = draw_priors(priors)
    predictions = []
    for trial in dict.fromkeys(response.finding.trial for response in responses):
        others = [response for response in responses if response.finding.trial != trial]
        weights = weigh(others, priors, parameters)
        predictions += [predict(response, priors, parameters, weights) for response in responses if response.finding.trial == trial]
    return predictions


@dataclass(frozen=True)
class Fitted:
    """A parameter before and after all trials."""

    name: str
    prior_mean: float
    prior_sd: float
    mean: float
    sd: float


def fit(responses: list[Response], priors: dict) -> list[Fitted]:
    """The parameters after all trials."""
    parameters = draw_priors(priors)
    weights = weigh(responses, priors, parameters)
    means = weights @ parameters
    sds = np.sqrt(weights @ (parameters - means) ** 2)
    return [Fitted(name, prior.mean, prior.sd, float(mean), float(sd)) for (name, prior), mean, sd in zip(priors.items(), means, sds, strict=True)]
