"""A stand-in for the model that says in a moment what it would give, and how sure it is."""

import warnings

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, ConstantKernel, WhiteKernel
from sklearn.linear_model import BayesianRidge

ACTIVE = 12     # inputs in which the response may bend; in the others it is a straight line
TUNED_ON = 250  # rows, the last, on which the process's lengths are found


class Emulator:
    """A straight line in all inputs and a Gaussian process in those that matter most (active inputs, craig1997).

    Fitted to one output y, shape (n,), at rows of inputs x, shape (n, inputs), of about unit size. What the line and the process leave, noise of
    replicates among it, counts as the emulator's own error.
    """

    def __init__(self, x: np.ndarray, y: np.ndarray, active: int = ACTIVE):
        self._middle, self._scale = float(np.mean(y)), float(np.std(y)) or 1.0
        target = (y - self._middle) / self._scale
        self._line = BayesianRidge().fit(x, target)
        rest = target - self._line.predict(x)
        # Those with the steepest line, and those in whose square the rest goes along.
        bend = np.abs(np.corrcoef(np.column_stack([rest, x**2]), rowvar=False)[0, 1:])
        weight = np.maximum(np.abs(self._line.coef_) / max(1e-12, np.max(np.abs(self._line.coef_))), np.nan_to_num(bend))
        self.active = np.sort(np.argsort(-weight)[:active])
        size = len(self.active)
        kernel = ConstantKernel(max(1e-3, np.var(rest)), (1e-5, 1e3)) * RBF(np.full(size, 3.0), (0.3, 100.0)) + WhiteKernel(max(1e-4, 0.5 * np.var(rest)), (1e-6, 10.0))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)  # at a bound: an input of the active ones that does not bend after all
            lengths = GaussianProcessRegressor(kernel).fit(x[-TUNED_ON:, self.active], rest[-TUNED_ON:]).kernel_
        self._process = GaussianProcessRegressor(lengths, optimizer=None).fit(x[:, self.active], rest)
        smooth = self._process.kernel_.k1
        self._height, self._lengths = smooth.k1.constant_value, smooth.k2.length_scale
        self._known = x[:, self.active] / self._lengths
        # Errors at each row of a process without it, and what it expected them to be (rasmussen2006, 5.12).
        precision = np.linalg.inv(self._process.L_ @ self._process.L_.T)
        self._left_out, self._expected = (precision @ rest) / np.diag(precision), 1.0 / np.sqrt(np.diag(precision))

    def predict(self, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Mean and variance of the output at rows x, shapes (n,)."""
        rest, sd = self._process.predict(x[:, self.active], return_std=True)
        return self._middle + self._scale * (self._line.predict(x) + rest), (self._scale * sd) ** 2

    def mean(self, x: np.ndarray) -> np.ndarray:
        """Of the output at rows x, shape (n,): what predict says, ten times sooner."""
        known, new = self._known, x[:, self.active] / self._lengths
        apart = np.sum(new**2, axis=1)[:, None] + np.sum(known**2, axis=1) - 2.0 * new @ known.T
        rest = self._height * np.exp(-0.5 * np.maximum(apart, 0.0)) @ self._process.alpha_
        return self._middle + self._scale * (self._line.predict(x) + rest)

    @property
    def variance(self) -> float:
        """Of the output in the middle of what the emulator knows: the mean over rows, each by an emulator without it."""
        return float(np.mean(self._expected**2)) * self._scale**2

    @property
    def coverage(self) -> float:
        """Share of the rows that lie in the emulator's 95 % interval when they are left out: about .95 of a good one."""
        return float(np.mean(np.abs(self._left_out) < 1.96 * self._expected))

    @property
    def explained(self) -> float:
        """Share of the output's variance that emulators without the row at hand explain."""
        return float(1.0 - np.mean(self._left_out**2))
