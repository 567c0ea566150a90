"""Makes the index of search from the lessons: two plain tables, the same on both databases.

Whatever loads, publishes or retires lessons calls `index_lessons` afterwards; what is right already is left alone.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from html import unescape
from uuid import UUID

from sqlalchemy import delete, insert, select

from app.db import db
from learning.curriculum.models import Lesson, Module, SearchGram, SearchWord
from learning.curriculum.words import grams_of, roots_of, words_of

IN_TITLE, IN_MODULE_TITLE, IN_BODY, MOST_IN_BODY = 10, 4, 1, 9  # weights
TAG = re.compile(r"<[^>]*>")
Weights = dict[str, int]


@dataclass(frozen=True)
class Text:
    """What a lesson is searched by."""

    title: str
    module_title: str
    body: str

    @property
    def spelt(self) -> set[str]:
        """The words that stand in it."""
        return {*words_of(self.title), *words_of(self.module_title), *words_of(self.body)}

    @property
    def weights(self) -> Weights:
        """Its words and their roots, with how much the lesson is about each."""
        weights: Counter[str] = Counter()
        for word, times in _forms(self.body).items():
            weights[word] = min(IN_BODY * times, MOST_IN_BODY)
        for text, weight in ((self.title, IN_TITLE), (self.module_title, IN_MODULE_TITLE)):
            weights.update({word: weight * times for word, times in _forms(text).items()})
        return dict(weights)


def index_lessons(only: Collection[UUID] | None = None) -> None:
    """Bring the index up to date with the lessons of these ids, with all of them for None."""
    db.session.flush()
    held, texts = _held(only), _texts(only)
    wanted = {key: text.weights for key, text in texts.items()}
    stale = [key for key in {**held, **wanted} if held.get(key) != wanted.get(key)]
    if not stale:
        return
    db.session.execute(delete(SearchWord).where(SearchWord.lesson_id.in_(stale)))
    rows = [
        {"word": word, "lesson_id": key, "weight": weight}
        for key in stale
        for word, weight in wanted.get(key, {}).items()
    ]
    if rows:
        db.session.execute(insert(SearchWord), rows)
    _index_spellings(word for key in stale if key in texts for word in texts[key].spelt)


def _forms(text: str) -> Counter[str]:
    return Counter(form for word in words_of(text) for form in {word, *roots_of(word)})


def _held(only: Collection[UUID] | None) -> Mapping[UUID, Weights]:
    statement = select(SearchWord.lesson_id, SearchWord.word, SearchWord.weight)
    if only is not None:
        statement = statement.where(SearchWord.lesson_id.in_(only))
    held: dict[UUID, Weights] = defaultdict(dict)
    for lesson_id, word, weight in db.session.execute(statement):
        held[lesson_id][word] = weight
    return held


def _texts(only: Collection[UUID] | None) -> Mapping[UUID, Text]:
    statement = (
        select(Lesson.id, Lesson.title, Lesson.aim, Lesson.html, Module.title.label("module_title"))
        .join(Lesson.module)
        .where(Lesson.retired_at.is_(None), Lesson.is_draft.is_(False))
    )
    if only is not None:
        statement = statement.where(Lesson.id.in_(only))
    return {
        row.id: Text(row.title, row.module_title, f"{row.aim} {unescape(TAG.sub(' ', row.html))}")
        for row in db.session.execute(statement)
    }


def _index_spellings(words: Iterable[str]) -> None:
    """Add the pieces of new words, and drop those of words that stand nowhere any more."""
    db.session.execute(delete(SearchGram).where(SearchGram.word.not_in(select(SearchWord.word))))
    known = set(db.session.scalars(select(SearchGram.word).distinct()))
    rows = [{"gram": gram, "word": word} for word in {*words} - known for gram in grams_of(word)]
    if rows:
        db.session.execute(insert(SearchGram), rows)
