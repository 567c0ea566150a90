"""How hard the shipped lessons are to read: lengths of lessons and sentences, and hard words. Knows no database."""

from statistics import median_low
from typing import Any

from assessments.shipped.operations import Shipped
from learning.curriculum.hard_words import hard_words_of
from learning.curriculum.reading import lengths_of


def reading_figures(shipped: Shipped) -> dict[str, Any]:
    """Return words, sentences and hard words: of every module, and of all lessons together."""
    modules = shipped.curriculum.modules
    hard = hard_words_of(modules, shipped.words)
    words = [lengths_of([lesson.body]).words for lesson in shipped.curriculum.lessons]
    whole = lengths_of(lesson.body for lesson in shipped.curriculum.lessons)
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
            for lengths in [lengths_of(lesson.body for lesson in module.lessons)]
        ],
    }
