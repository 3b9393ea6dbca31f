"""What each phase moves for a youth and month, counted from the code of sim/, and what that leaves as its bound."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Traffic:
    """Of one phase, for a youth and month on average."""

    read: float  # bytes in order
    written: float  # bytes in order, each of which is read as well before it is overwritten
    loads: float  # from anywhere

    def bytes(self) -> float:
        """All that passes."""
        return self.read + 2 * self.written

    @staticmethod
    def bound(in_order: float, scattered: float, takes: float) -> str:
        """The larger of both, if together they explain half of the time: a phase that takes longer is busy with instructions, or waits
        for loads that depend on one another."""
        if in_order + scattered < takes / 2:
            return "instructions"
        return "loads" if scattered > in_order else "bandwidth"


# Homes: two for three youths. A youth has some 4.5 friends; the home of every third youth is not beside the one before.
TRAFFIC = {
    "turn_calendar": Traffic(22, 7, 1.7),  # once a year nearly all columns, here by month
    "draw_starts": Traffic(1, 4, 0),  # every fourth month
    "observe_peers": Traffic(102, 28, 4.7),
    "observe_parents": Traffic(18, 0, 0),
    "perceive_norms": Traffic(47, 32, 0),
    "exchange_parenting": Traffic(40, 44, 0.35),
    "decide_use": Traffic(66, 7, 0),
    "raise_signals": Traffic(3, 0, 0.05),
    "befriend": Traffic(66, 8, 2.9),  # seven of eight youths look: of these three tell of a friend, six of a friend of a friend, two of the class or club
    "record": Traffic(51, 0, 0.35),
}
