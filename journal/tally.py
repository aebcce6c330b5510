"""What is counted over talks, never scored: how they went, what was asked, what was steered."""

from datetime import date

from pydantic import Field

from journal.frozen import Frozen
from journal.reading import Reading
from journal.signals import Lens, LensValue, Signal, Verdict

STEERING = frozenset({Signal.PRODUCT_STEERING, Signal.SELF_PROMOTION, Signal.LOADED_QUESTION, Signal.PUSHING})


class Counts(Frozen):
    """What one reading counts for: how many of its moves ask out of curiosity, how many steer, and its lenses."""

    curious: int
    steering: int
    felt: LensValue
    connected: LensValue
    patient: LensValue

    @classmethod
    def of(cls, reading: Reading) -> "Counts":
        """The counts of a reading, its moves as the user corrected them."""
        signals = [move.signal for move in reading.moves]
        return cls(
            curious=signals.count(Signal.CURIOUS_QUESTION),
            steering=sum(signal in STEERING for signal in signals),
            **reading.lenses.model_dump(),
        )


class Tally(Frozen):
    """Counts over the talks that were read. `curious` and `steering` are moves, all talks together; `yes` are talks in
    which that lens says yes, `told` those in which it says anything."""

    talks: int = 0
    verdicts: dict[Verdict, int] = Field(default_factory=dict)
    curious: int = 0
    steering: int = 0
    yes: dict[Lens, int] = Field(default_factory=dict)
    told: dict[Lens, int] = Field(default_factory=dict)

    def per_talk(self, count: int) -> float:
        """A count for each talk, 0 where there is none."""
        return count / self.talks if self.talks else 0.0


class Month(Frozen):
    """A month by its `first` day: how often each verdict counts, those included that only the user gave, and the tally
    of the talks that were read."""

    first: date
    verdicts: dict[Verdict, int]
    tally: Tally
