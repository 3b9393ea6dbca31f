#!/usr/bin/python3
"""The bare kernel of norm diffusion as a good NumPy/SciPy user writes it: ten ties, two norms, a logistic choice. The month's peer.

numpy_kernel.py AGENTS [--steps N] [--repetitions N]   prints agent-steps a second on one thread and the prevalence it settled at, as JSON
"""

import argparse
import json
import statistics
import time

import numpy as np
import scipy.sparse

NEIGHBOURS = 10
REWIRED = 0.1
SETTLING = 60  # steps; also the warm-up


def small_world(agents: int, random: np.random.Generator) -> scipy.sparse.csr_matrix:
    """A ring with ties to the nearest five on each side, a tenth of them rewired (Watts and Strogatz); rows average over neighbours."""
    one = np.tile(np.arange(agents), NEIGHBOURS // 2)
    other = (one + np.repeat(np.arange(1, NEIGHBOURS // 2 + 1), agents)) % agents
    far = random.random(other.size) < REWIRED
    other[far] = random.integers(0, agents, far.sum())
    other[other == one] = (other[other == one] + 1) % agents
    rows = np.concatenate([one, other]).astype(np.int32)
    columns = np.concatenate([other, one]).astype(np.int32)
    ties = scipy.sparse.csr_matrix((np.ones(rows.size, np.float32), (rows, columns)), shape=(agents, agents))
    degree = np.asarray(ties.sum(axis=1), np.float32).ravel()
    ties.data /= np.repeat(degree, np.diff(ties.indptr))
    return ties


class Kernel:
    """Use, perceived norm p, injunctive norm q and impulsivity of each agent, all in single precision; synchronous steps."""

    def __init__(self, agents: int):
        self.random = np.random.default_rng(1)
        self.ties = small_world(agents, self.random)
        self.agents = agents
        self.use = (self.random.random(agents) < 0.1).astype(np.float32)
        self.p = self.use.copy()
        self.q = self.random.random(agents, dtype=np.float32)
        self.impulsivity = self.random.random(agents, dtype=np.float32)

    def step(self) -> None:
        """One step."""
        self.p = 0.7 * self.p + 0.3 * (self.ties @ self.use)
        self.q = 0.9 * self.q + 0.1 * (self.ties @ self.q)
        u = -3 + 2.5 * self.use + 1.5 * self.p + 1.2 * self.q + self.impulsivity + 0.8 * self.p * self.q
        self.use = (self.random.random(self.agents, dtype=np.float32) < 1 / (1 + np.exp(-u))).astype(np.float32)

    def seconds(self, steps: int) -> float:
        """Time of some steps."""
        begin = time.perf_counter()
        for _ in range(steps):
            self.step()
        return time.perf_counter() - begin


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("agents", type=int)
    parser.add_argument("--steps", type=int, help="timed in each repetition (default: 6 million agent-steps, at least 20 steps)")
    parser.add_argument("--repetitions", type=int, default=3, help="of which the median counts (default: 3)")
    given = parser.parse_args()
    steps = given.steps or max(20, 6_000_000 // given.agents)
    kernel = Kernel(given.agents)
    kernel.seconds(SETTLING)
    rates = [given.agents * steps / kernel.seconds(steps) for _ in range(given.repetitions)]
    print(json.dumps({"agents": given.agents, "agent_steps_per_second": statistics.median(rates), "prevalence": float(kernel.use.mean())}))


if __name__ == "__main__":
    main()
