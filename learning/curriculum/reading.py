"""How hard a text is to read: its words and sentences, held against what a village cadre reads with ease. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from learning.curriculum.rendering import prose_of

FEWEST_WORDS, MOST_WORDS = 200, 450
AVERAGE_WORDS, LONGEST_SENTENCE = 12, 20  # words of a sentence


@dataclass(frozen=True)
class Lengths:
    """The sentences of a text, each by its number of words."""

    sentences: tuple[int, ...]

    @property
    def words(self) -> int:
        """How many words there are."""
        return sum(self.sentences)

    @property
    def average(self) -> float:
        """How many words a sentence has; 0 without sentences."""
        return self.words / len(self.sentences) if self.sentences else 0.0

    @property
    def longest(self) -> int:
        """How many words the longest sentence has."""
        return max(self.sentences, default=0)


def lengths_of(bodies: Iterable[str]) -> Lengths:
    """Return the sentences of lessons in Markdown, without tables and pictures."""
    return Lengths(tuple(len(sentence.split()) for body in bodies for sentence in prose_of(body)))


def reading_problems(body: str) -> Iterator[str]:
    """Yield what makes a lesson hard to read, in sentences."""
    lengths = lengths_of([body])
    if not FEWEST_WORDS <= lengths.words <= MOST_WORDS:
        yield f"{lengths.words} kata; seharusnya {FEWEST_WORDS} sampai {MOST_WORDS}"
    if lengths.average > AVERAGE_WORDS:
        yield f"rata-rata {lengths.average:.1f} kata sekalimat; paling banyak {AVERAGE_WORDS}"
    for sentence, length in zip(prose_of(body), lengths.sentences, strict=True):
        if length > LONGEST_SENTENCE:
            yield f"kalimat {length} kata, paling banyak {LONGEST_SENTENCE}: «{sentence}»"
