"""A stand-in for the model that says in a moment what it would give, and how sure it is."""

import numpy as np
from sklearn.linear_model import BayesianRidge

ACTIVE = 16  # inputs whose squares and products count too; in the others the response is a straight line


class Emulator:
    """A response surface: a straight line in all inputs, squares and products of those that matter most (active inputs, craig1997).

    Fitted to one output y, shape (n,), at rows of inputs x, shape (n, inputs), of about unit size. `noise` is the variance of each y, shape (n,).
    """

    def __init__(self, x: np.ndarray, y: np.ndarray, noise: np.ndarray, active: int = ACTIVE):
        line = BayesianRidge().fit(x, y)
        rest = y - line.predict(x)
        # Those with the steepest line, and those in whose square the rest goes along.
        with np.errstate(invalid="ignore"):
            bend = np.abs(np.corrcoef(np.column_stack([rest, x**2]), rowvar=False)[0, 1:])
        strength = np.maximum(np.abs(line.coef_) / max(1e-12, np.max(np.abs(line.coef_))), np.nan_to_num(bend))
        self.active = np.sort(np.argsort(-strength)[:active])
        known = self._features(x)
        self._surface = BayesianRidge().fit(known, y)
        # Errors at each row of a surface without it, by how much the row pulls on its own fit (leverage).
        centred = known - known.mean(0)
        pull = 1.0 / len(y) + self._surface.alpha_ * np.einsum("ij,jk,ik->i", centred, self._surface.sigma_, centred)
        left_out = (y - self.mean(x)) / (1.0 - np.clip(pull, 0.0, 0.99))
        # Of the output about what the emulator says, noise of replicates taken out.
        self.variance = max(0.0, float(np.mean(left_out**2 - noise)))
        # Share of the output's variance that emulators without the row at hand explain.
        self.explained = 1.0 - self.variance / max(1e-12, float(np.var(y) - np.mean(noise)))
        # Share of the rows that lie in the emulator's 95 % interval when they are left out: about .95 of a good one.
        self.coverage = float(np.mean(np.abs(left_out) < 1.96 * np.sqrt(self.variance + noise)))

    def mean(self, x: np.ndarray) -> np.ndarray:
        """Of the output at rows x, shape (n,)."""
        return self._surface.predict(self._features(x))

    def _features(self, x: np.ndarray) -> np.ndarray:
        one, other = np.triu_indices(len(self.active))
        return np.column_stack([x, x[:, self.active[one]] * x[:, self.active[other]]])
