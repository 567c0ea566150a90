"""What a trainer should look at: one judgement for each question, the most urgent one that holds. Pure."""

from enum import StrEnum

from assessments.analysis.distractors import Distractors, Doubt
from assessments.analysis.intervals import ENOUGH
from assessments.analysis.statistics import ItemStatistics

WEAK_BELOW = 10  # percent of discrimination, on either side of none
EASY_FROM = 0.95  # facility
EMPTY_FROM = 0.2  # share of takers who left it empty


class Concern(StrEnum):
    """The judgements, the most urgent first."""

    WRONG_KEY = "wrong-key"  # able cadres choose another than the key, the others choose the key
    LURED = "lured"  # so many able cadres choose a wrong one that it should be taught, or the key looked at
    REVERSED = "reversed"  # able cadres do worse, and no choice explains it
    GUESSED = "guessed"  # no better than blind guessing
    EMPTY = "empty"  # many left it empty
    WEAK = "weak"  # says little about who is able
    EASY = "easy"  # nearly everybody is right: fine, but it tells nobody apart
    FINE = "fine"
    TOO_FEW = "too-few"

    @property
    def wants_looking(self) -> bool:
        """Whether a trainer should open the question."""
        return self not in (Concern.EASY, Concern.FINE, Concern.TOO_FEW)

    @property
    def urgency(self) -> int:
        """The place in the list of what to do, zero for the most urgent."""
        return list(Concern).index(self)


def judge(item: ItemStatistics, guess: float, table: Distractors, doubt: Doubt | None) -> Concern:
    """Return the most urgent judgement of a question; `guess` is the mark of a blind guesser, as a fraction."""
    if item.takers < ENOUGH or item.facility is None:
        return Concern.TOO_FEW
    if doubt:
        return Concern.WRONG_KEY if doubt.inverted else Concern.LURED
    index, empty = item.discrimination_index, table.empty.takers / item.takers
    found = (
        (index is not None and index < -WEAK_BELOW and item.facility < EASY_FROM, Concern.REVERSED),
        (item.facility <= guess, Concern.GUESSED),
        (empty >= EMPTY_FROM, Concern.EMPTY),
        (item.facility >= EASY_FROM, Concern.EASY),
        (index is not None and index < WEAK_BELOW, Concern.WEAK),
    )
    return next((concern for holds, concern in found if holds), Concern.FINE)
