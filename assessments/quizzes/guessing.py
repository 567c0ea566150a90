"""What somebody gets who guesses every answer blindly. Pure.

Each question counts as wholly right or wholly wrong, right with the chance of its guess mark: a question with partly right
answers then scatters more than it really does, so that the chance to pass by luck is never shown too small. A question
drawn from a pool is right with the pool's mean.
"""

from collections.abc import Sequence
from fractions import Fraction


def mean_score(chances: Sequence[Fraction]) -> Fraction:
    """Return the score in percent that guessing brings on average; nothing for no questions."""
    return 100 * sum(chances, Fraction(0)) / len(chances) if chances else Fraction(0)


def chance_to_pass(chances: Sequence[Fraction], pass_mark: int) -> float:
    """Return the probability that guessing reaches `pass_mark` percent: the exact sum over all numbers of right answers."""
    right = [1.0]  # right[n]: the probability of n right answers so far
    for chance in map(float, chances):
        missed = [probability * (1 - chance) for probability in [*right, 0.0]]
        hit = [probability * chance for probability in [0.0, *right]]
        right = [a + b for a, b in zip(missed, hit, strict=True)]
    needed = -(-pass_mark * len(chances) // 100)  # rounded up
    return sum(right[needed:]) if chances else 0.0
