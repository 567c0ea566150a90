"""Questions of the bank as the items that a format writes, with their pictures. One kabupaten's questions are read first."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from app.db import db
from app.media import Media
from assessments.bank.bodies import DEFAULT_SCORING
from assessments.bank.formats.base import Export, Format, Item
from assessments.bank.models import QuestionVersion
from assessments.bank.picture_operations import pictures_in
from assessments.bank.queries import versions_for
from assessments.bank.search import QuestionSearch

BATCH = 200  # pictures read at once


def export_questions(format_: Format, region_code: str | None, search: QuestionSearch) -> Export:
    """Return the file with what `search` finds, and what of it could not be written.

    Nothing of the database is held any more while the file is written.
    """
    assert format_.write is not None, f"{format_.code} is only read"
    with db.reading():
        items = [item_of(version) for version in db.session.scalars(versions_for(region_code, search))]
        _add_pictures(items)
    return format_.write(items)


def item_of(version: QuestionVersion) -> Item:
    """Return what a version says, its pictures named but without their bytes."""
    question = version.question
    silent = {"key_facts"} if version.type in DEFAULT_SCORING else {"key_facts", "scoring"}
    body = {name: _with_files(part) for name, part in version.body.items() if name not in silent}
    return Item(
        line=0,
        type=version.type,
        body=body,
        slug=question.slug,
        title=question.title,
        category=question.skill_slug or "",
        tags=[tag.tag for tag in question.tags],
        difficulty=version.difficulty,
    )


def _with_files(part: Any) -> Any:
    """Return a part of a body with each kept picture named as a file."""
    if isinstance(part, list):
        return [_with_files(one) for one in part]
    if not isinstance(part, dict):
        return part
    if "media" in part:
        return {"file": part["media"], "alt": part["alt"]}
    return {name: _with_files(one) for name, one in part.items()}


def _add_pictures(items: Sequence[Item]) -> None:
    hashes = sorted({_hash(picture) for item in items for picture in pictures_in(item.body)})
    contents: dict[str, bytes] = {}
    for start in range(0, len(hashes), BATCH):
        some = Media.hash.in_(hashes[start : start + BATCH])
        rows = db.session.execute(select(Media.hash, Media.content).where(some))
        contents |= dict(iter(rows))
    for item in items:
        item.pictures = {picture["file"]: contents[_hash(picture)] for picture in pictures_in(item.body)}


def _hash(picture: dict[str, Any]) -> str:
    return str(picture["file"]).partition(".")[0]
