"""The index follows the lessons: what is loaded is found, what is retired is not, what is right is left alone."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from app.db import db
from app.web import Portal
from assessments.shipped.operations import load_content, read_content
from learning.curriculum.indexing import index_lessons
from learning.curriculum.models import Lesson, SearchGram, SearchWord, shipped_id
from tests.queries import counted

CACING = shipped_id("lesson", "obat-cacing")


def rows() -> Sequence[Any]:
    """Return the whole index."""
    db.close()
    words = select(SearchWord.word, SearchWord.lesson_id, SearchWord.weight)
    grams = select(SearchGram.gram, SearchGram.word)
    found = sorted([*db.session.execute(words).all(), *db.session.execute(grams).all()], key=repr)
    db.close()
    return found


def words_in(lesson_id: UUID) -> set[str]:
    """Return the words that lead to a lesson."""
    db.close()
    found = set(db.session.scalars(select(SearchWord.word).where(SearchWord.lesson_id == lesson_id)))
    db.close()
    return found


def test_loading_again_changes_nothing(app: Portal) -> None:
    before = rows()

    with counted() as statements, db.transaction():
        load_content(read_content())

    assert rows() == before
    assert not [words for words in statements if "search_" in words and not words.startswith("SELECT")]


def test_a_database_of_the_previous_release_gets_its_index(app: Portal) -> None:
    before = rows()
    db.close()
    with db.transaction() as session:
        session.execute(delete(SearchWord))
        session.execute(delete(SearchGram))

    with db.transaction():
        load_content(read_content())

    assert rows() == before


def test_a_retired_lesson_leaves_the_index_and_comes_back(app: Portal) -> None:
    before = rows()
    db.close()
    with db.transaction() as session:
        lesson = session.get_one(Lesson, CACING)
        lesson.retired_at = lesson.changed_at
        index_lessons([CACING])

    assert words_in(CACING) == set()
    with db.transaction():
        load_content(read_content())
    assert rows() == before


def test_a_changed_lesson_is_found_by_its_new_words_only(app: Portal) -> None:
    other = words_in(shipped_id("lesson", "sapa-lalu-dengar"))
    db.close()
    with db.transaction() as session:
        lesson = session.get_one(Lesson, CACING)
        lesson.title, lesson.html = "Kelambu", "<p>Pasang <b>kelambunya</b> &amp; periksa.</p>"
        index_lessons([CACING])

    words = words_in(CACING)
    assert {"kelambu", "kelambunya", "pasang", "periksa"} <= words
    assert not {"tablet", "amp", "telan"} & words
    assert words_in(shipped_id("lesson", "sapa-lalu-dengar")) == other
    spelt = select(SearchGram.word).where(SearchGram.word == "kelambunya")
    assert db.session.scalars(spelt).first() == "kelambunya"
