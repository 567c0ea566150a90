"""Pictures that a lesson's Markdown names by their files: `![words](<hash>.jpg)`. Brought by trainers, or shipped."""

import re
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import defer

from app import media
from app.db import db
from app.media import Media
from app.pictures import Shrunk
from learning.curriculum.rendering import Shown

NAMED = re.compile(r"\b([0-9a-f]{32})\.(?:svg|png|jpg)\b")


def keep_picture(picture: Shrunk, by: UUID | None) -> Media:
    """Keep a picture with the WebP beside it; `name` of the row is what the Markdown calls it.

    `app.pictures.shrink(…, with_webp=True)` takes its time, so it comes before the first statement of a request.
    """
    kept = media.keep(picture.content, picture.kind, picture.width, picture.height, by)
    if picture.webp:
        kept.webp = media.keep(picture.webp, "webp", picture.width, picture.height, by).hash
    return kept


def shown_pictures(source: str) -> dict[str, Shown]:
    """Return the pictures that a Markdown text names and that are kept here, by those names; one statement at most."""
    hashes = set(NAMED.findall(source))
    if not hashes:
        return {}
    rows = db.session.scalars(select(Media).where(Media.hash.in_(hashes)).options(defer(Media.content)))
    return {row.name: Shown(row.address, row.width, row.height, row.webp_address) for row in rows}
