"""How hard the shipped lessons are to read: lengths of lessons and sentences, and hard words. Knows no database."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median_low
from typing import Any

from assessments.shipped.operations import Shipped
from learning.curriculum.hard_words import hard_words_of
from learning.curriculum.lesson_files import LessonFile
from learning.curriculum.rendering import prose_of


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


def lengths_of(lessons: Sequence[LessonFile]) -> Lengths:
    """Return the sentences of lessons, without tables and pictures."""
    return Lengths(tuple(len(sentence.split()) for lesson in lessons for sentence in prose_of(lesson.body)))


def reading_figures(shipped: Shipped) -> dict[str, Any]:
    """Return words, sentences and hard words: of every module, and of all lessons together."""
    modules = shipped.curriculum.modules
    hard = hard_words_of(modules, shipped.words)
    words = [lengths_of([lesson]).words for lesson in shipped.curriculum.lessons]
    whole = lengths_of(shipped.curriculum.lessons)
    return {
        "words_per_lesson": {
            "least": min(words, default=0),
            "middle": median_low(words) if words else 0,
            "most": max(words, default=0),
        },
        "sentences": {"average": round(whole.average, 1), "longest": whole.longest},
        "modules": [
            {
                "module": module.slug,
                "lessons": len(module.lessons),
                "words": lengths.words,
                "average": round(lengths.average, 1),
                "longest": lengths.longest,
                "hard_words": len({word for lesson in module.lessons for word in hard[lesson.slug]}),
            }
            for module in modules
            for lengths in [lengths_of(module.lessons)]
        ],
    }
