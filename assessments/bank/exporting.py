"""Questions of the bank as the items that a format writes, with their pictures. One kabupaten's questions are read first."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select

from app.db import db
from app.media import Media
from assessments.bank.formats.base import Export, Format, Item
from assessments.bank.models import QuestionVersion
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
    body = {name: _with_files(part) for name, part in version.body.items() if name != "key_facts"}
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


def files_in(part: Any) -> Iterable[str]:
    """Find the names of the pictures in a body or a part of one."""
    if isinstance(part, list):
        for one in part:
            yield from files_in(one)
    elif isinstance(part, dict):
        if "file" in part:
            yield part["file"]
        for one in part.values():
            yield from files_in(one)


def _add_pictures(items: Sequence[Item]) -> None:
    wanted = {name for item in items for name in files_in(item.body)}
    hashes = sorted(name.partition(".")[0] for name in wanted)
    contents: dict[str, bytes] = {}
    for start in range(0, len(hashes), BATCH):
        some = Media.hash.in_(hashes[start : start + BATCH])
        contents |= dict(db.session.execute(select(Media.hash, Media.content).where(some)).tuples())
    for item in items:
        item.pictures = {name: contents[name.partition(".")[0]] for name in files_in(item.body)}
