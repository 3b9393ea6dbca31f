"""From nearly plausible to plausible: each parameter set is moved by what the model itself gave there."""

from dataclasses import replace

import numpy as np

from .calibration import TOWNS, Calibration, Wave
from .history_matching import Goal, out_of_bounds

PROBE = 0.2      # standard deviation of the first moves, from which slopes are learnt
PROBED = 300     # rows of them at most
LONGEST = 0.7    # a move at most, in standard deviations of the prior
COMMON = 3.0     # how much more what all rows have in common counts than what one has alone: it is no luck
WANDER = 0.03    # of the moves after, so that slopes are learnt in every direction


class Correction:
    """Rows of parameter sets, of which only the fitted parameters are moved: what stays at its prior stays where it was drawn.

    A row moves as little as brings the model's own output there to the goals, by slopes that are learnt from how outputs answered to all moves so far
    (Gauss-Newton with secants of a population), in its own towns, on common chances. It stays where it was when that was better.
    """

    def __init__(self, calibration: Calibration, start: Wave):
        self.calibration, self.goals, self.towns = calibration, start.goals, start.towns
        self.normals, self.means, self.far = start.normals.copy(), start.means.copy(), start.implausibility
        self._fitted = np.array([each.sd is None for each in calibration.space.parameters])
        self._moves: list[np.ndarray] = []    # of the fitted parameters, shape (rows, fitted)
        self._answers: list[np.ndarray] = []  # of the outputs, shape (rows, goals)

    @property
    def plausible(self) -> np.ndarray:
        """Rows of normals that the model finds plausible."""
        return self.normals[self.far <= self.calibration.cut]

    def at(self, start: Wave) -> "Correction":
        """The same for other rows, by the slopes learnt so far."""
        other = Correction(self.calibration, start)
        other._moves, other._answers = self._moves, self._answers
        return other

    def round(self, name: str) -> None:
        """Moves the implausible rows once, and runs the model there. The first moves are at random."""
        rows = np.flatnonzero((self.far > self.calibration.cut) & np.all(np.isfinite(self.means), axis=1))
        if not self._moves:
            rows = rows[:PROBED]
        if len(rows) == 0:
            return
        random = self.calibration.random
        moves = self._steps(rows) if self._moves else PROBE * random.standard_normal((len(rows), int(self._fitted.sum())))
        moved = self.normals[rows]
        moved[:, self._fitted] += moves
        wave = self.calibration.run_rows(moved, name, self.towns[rows])
        answered = np.all(np.isfinite(wave.means), axis=1)
        self._moves.append(moves[answered])
        self._answers.append(wave.means[answered] - self.means[rows[answered]])
        better = wave.implausibility < self.far[rows]
        self.normals[rows[better]], self.means[rows[better]], self.far[rows[better]] = moved[better], wave.means[better], wave.implausibility[better]

    def elsewhere(self, name: str) -> None:
        """Runs every row in other towns too: the mean over all of them is less of luck."""
        wave = self.calibration.run_rows(self.normals, name, self.towns + TOWNS)
        self.means = 0.5 * (self.means + wave.means)
        self.goals = [replace(goal, noise=0.25 * (goal.noise + other.noise)) for goal, other in zip(self.goals, wave.goals)]
        self.far = Wave(self.normals, self.means, self.goals, self.towns).implausibility

    def levelled(self, name: str, replicates: int, rounds: int) -> np.ndarray:
        """Rows that the model accepts in towns that none was fitted in, shape (accepted, parameters).

        Every row is moved to the goals as they might as well have been seen, a draw for each row (randomised maximum likelihood, oliver1996: else sets would
        crowd about the goals, or on the side where corrections came from), and all together by what they have in common. They are run in other towns; what
        fails there is moved by what it gave, and tried again.
        """
        value, unsure, bound = (np.array(each) for each in zip(*[(goal.value, goal.observed + goal.discrepancy, np.isfinite(goal.bounds[0])) for goal in self.goals]))
        drawn = np.where(bound, 0.0, np.sqrt(unsure))  # a bound is no observation; the model's own luck is in `means` already
        normals, means, towns = self.normals, self.means, self.towns + TOWNS
        together = (value - np.nanmean(means, axis=0)) @ self._gain(unsure / COMMON).T
        accepted = []
        for n in range(1, rounds + 1):
            known = np.all(np.isfinite(means), axis=1)
            means, towns = means[known], towns[known] + TOWNS
            apart = drawn * self.calibration.random.standard_normal(means.shape) - (means - (means.mean(0) if n == 1 else value))
            normals = normals[known] + self._moves_by(apart)
            if n == 1:
                normals[:, self._fitted] += together
            wave = self.calibration.run_rows(normals, f"{name}-{n}", towns, replicates)
            good = wave.implausibility <= self.calibration.cut
            # Of those measured at a bound half lie beyond it: what is kept is inside by more than the noise.
            accepted.append(normals[good & ~out_of_bounds([_narrowed(goal) for goal in wave.goals], wave.means)])
            if good.all():
                break
            normals, means, towns = normals[~good], wave.means[~good], towns[~good]
        return np.concatenate(accepted)

    def towards_goals(self, means: np.ndarray) -> np.ndarray:
        """Moves of all parameters from where the model gave `means`, shape (rows, goals), as short as slopes say that they can be. Shape: (rows, parameters)."""
        return self._moves_by(np.array([goal.value for goal in self.goals]) - means)

    def _gain(self, variances: np.ndarray) -> np.ndarray:
        """What a distance from goals of these variances is answered by in the fitted parameters. Shape: (fitted, goals)."""
        slopes = self._slopes()
        return slopes.T @ np.linalg.inv(slopes @ slopes.T + np.diag(variances))

    def _moves_by(self, distances: np.ndarray) -> np.ndarray:
        """Moves of all parameters that answer distances from the goals, shape (rows, goals), none longer than LONGEST. Shape: (rows, parameters)."""
        steps = distances @ self._gain(np.array([goal.variance for goal in self.goals])).T
        length = np.linalg.norm(steps, axis=1, keepdims=True)
        moves = np.zeros((len(steps), len(self._fitted)))
        moves[:, self._fitted] = steps * np.minimum(1.0, LONGEST / np.maximum(length, 1e-12))
        return moves

    def _steps(self, rows: np.ndarray) -> np.ndarray:
        steps = self.towards_goals(self.means[rows])[:, self._fitted]
        return steps + WANDER * self.calibration.random.standard_normal(steps.shape)

    def _slopes(self) -> np.ndarray:
        """Of the outputs over the fitted parameters, by ridge regression of answers on moves. Shape: (goals, fitted)."""
        if not self._moves:
            return np.zeros((len(self.goals), int(self._fitted.sum())))
        moves, answers = np.concatenate(self._moves), np.concatenate(self._answers)
        ridge = 1e-3 * len(moves) * np.mean(moves**2)
        return np.linalg.solve(moves.T @ moves + ridge * np.eye(moves.shape[1]), moves.T @ answers).T


def _narrowed(goal: Goal) -> Goal:
    """The goal with bounds that are the noise's standard deviation nearer."""
    low, high = goal.bounds
    return replace(goal, bounds=(low + goal.noise**0.5, high - goal.noise**0.5))
