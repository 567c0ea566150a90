"""Reads of search. The kabupaten comes first: its cadres find what ships and what is its own."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, literal, or_, select, union_all

from app.db import db
from app.web import Page
from learning.curriculum.models import Lesson, Module, SearchGram, SearchWord, Theme
from learning.curriculum.queries import is_read_in
from learning.curriculum.rendering import prose_of
from learning.curriculum.words import grams_of, roots_of, words_of
from learning.search.matching import (
    SHORTEST_BEGINNING,
    Piece,
    alike,
    best_sentence,
    is_meant,
    marked,
)

PAGE_LENGTH = 10
# What a word counts that stands in a lesson at all: as much as standing in its title. With more, lessons that mention
# two words in passing come before the lesson about one of them.
FOUND = 10
NEAREST = 8  # words with the most common pieces that are compared letter by letter
PAST_ALL_LETTERS = "~"
Index = dict[str, dict[UUID, int]]  # word: the lessons it stands in, with its weight there


@dataclass
class Found:
    """What was found: how well each lesson answers, the words of the index that do, and words that were forgiven."""

    scores: dict[UUID, float] = field(default_factory=lambda: defaultdict(float))
    hits: set[str] = field(default_factory=set)
    meant: dict[str, str] = field(default_factory=dict)

    @property
    def lesson_ids(self) -> list[UUID]:
        """The lessons, the best first."""
        return sorted(self.scores, key=lambda key: (-self.scores[key], key))

    def meant_by(self, typed: str) -> str:
        """Return what was typed, in folded words and with the spelling forgiven; nothing when none had to be."""
        return " ".join(self.meant.get(word, word) for word in words_of(typed)) if self.meant else ""

    def add(self, likeness: dict[str, float], index: Index) -> None:
        """Count one asked word, answered by the words of `likeness`: each lesson by the one that answers it best."""
        best: dict[UUID, float] = defaultdict(float)
        for word, like in likeness.items():
            for lesson_id, weight in index.get(word, {}).items():
                best[lesson_id] = max(best[lesson_id], like * (FOUND + weight))
        for lesson_id, score in best.items():
            self.scores[lesson_id] += score
        self.hits.update(likeness)


@dataclass(frozen=True)
class Hit:
    """A lesson as the results show it; the words looked for are marked in its title and its sentence."""

    slug: str
    module_slug: str
    module_title: str
    title: list[Piece]
    sentence: list[Piece]


def search_lessons(kabupaten: str, words: Sequence[str]) -> Found:
    """Return the lessons in which most of `words` stand; a word that stands nowhere counts as those spelt alike."""
    found, index = Found(), _index(kabupaten, or_(*map(_answers, words)))
    unknown = []
    for word in words:
        if answers := {one: 1.0 for one in index if is_meant(word, one)}:
            found.add(answers, index)
        else:
            unknown.append(word)
    if unknown:
        _forgive(found, kabupaten, unknown)
    return found


def show_hits(found: Found, number: int) -> Page:
    """Return page `number` of the lessons found, as Hits."""
    keys = found.lesson_ids
    number = min(number, max(1, -(-len(keys) // PAGE_LENGTH)))
    shown = keys[(number - 1) * PAGE_LENGTH : number * PAGE_LENGTH]
    columns = (Lesson.id, Lesson.slug, Lesson.title, Lesson.aim, Lesson.source)
    statement = select(*columns, Module.slug.label("module_slug"), Module.title.label("module_title"))
    rows = {
        row.id: row for row in db.session.execute(statement.join(Lesson.module).where(Lesson.id.in_(shown)))
    }
    hits = []
    for row in (rows[key] for key in shown):
        sentence = best_sentence(prose_of(row.source), found.hits) or row.aim
        title, words = marked(row.title, found.hits), marked(sentence, found.hits)
        hits.append(Hit(row.slug, row.module_slug, row.module_title, title, words))
    return Page(hits, number, len(keys), PAGE_LENGTH)


def list_themes(kabupaten: str) -> list[Theme]:
    """Return the themes that have lessons, in order."""
    with_lessons = select(Module.theme_slug).join(Module.lessons).where(is_read_in(kabupaten))
    statement = select(Theme).where(Theme.slug.in_(with_lessons)).order_by(Theme.position, Theme.slug)
    return list(db.session.scalars(statement))


def _forgive(found: Found, kabupaten: str, unknown: Sequence[str]) -> None:
    """Count the words that stand nowhere as those spelt alike that do."""
    spelt = _spelt_alike(unknown)
    index = _index(
        kabupaten, SearchWord.word.in_({form for words in spelt.values() for form in _forms(words)})
    )
    for word in unknown:
        if near := alike(word, {one: len(index[one]) for one in spelt[word] if one in index}):
            # the likest last, so that a form of two words counts as of the likest
            found.add({form: like for one, like in reversed(near.items()) for form in _forms([one])}, index)
            found.meant[word] = next(iter(near))


def _forms(words: Collection[str]) -> set[str]:
    return {form for word in words for form in (word, *roots_of(word))}


def _answers(asked: str) -> ColumnElement[bool]:
    """Return the condition of `matching.is_meant`."""
    same = SearchWord.word.in_([asked, *roots_of(asked)])
    if len(asked) < SHORTEST_BEGINNING:
        return same
    return or_(same, and_(SearchWord.word >= asked, SearchWord.word < asked + PAST_ALL_LETTERS))


def _index(kabupaten: str, condition: ColumnElement[bool]) -> Index:
    """Return the part of the index that meets a condition, of lessons that this kabupaten may read."""
    statement = (
        select(SearchWord.word, SearchWord.lesson_id, SearchWord.weight)
        .join(Lesson, Lesson.id == SearchWord.lesson_id)
        .where(condition, is_read_in(kabupaten))
    )
    index: Index = defaultdict(dict)
    for word, lesson_id, weight in db.session.execute(statement):
        index[word][lesson_id] = weight
    return index


def _spelt_alike(asked: Sequence[str]) -> dict[str, list[str]]:
    """Return for each asked word those that share the most pieces with it; one statement."""
    nearest = []
    for word in asked:
        shared = (
            select(SearchGram.word)
            .where(SearchGram.gram.in_(grams_of(word)))
            .group_by(SearchGram.word)
            .order_by(func.count().desc(), SearchGram.word)
            .limit(NEAREST)
            .subquery()
        )
        nearest.append(select(literal(word).label("asked"), shared.c.word))
    spelt: dict[str, list[str]] = {word: [] for word in asked}
    for word, near in db.session.execute(union_all(*nearest)):
        spelt[word].append(near)
    return spelt
