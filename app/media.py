"""Pictures and audio: rows keyed by the hash of their content, so no folder of uploads exists."""

import hashlib
from uuid import UUID

from flask import Blueprint, Response, abort, request
from sqlalchemy import LargeBinary, String, Uuid, select
from sqlalchemy.orm import Mapped, mapped_column

from app.auth.decorators import public
from app.db import Base, db

KINDS = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "ogg": "audio/ogg",
    "mp3": "audio/mpeg",
}
FOR_EVER = "public, max-age=31536000, immutable"
media = Blueprint("media", __name__)


class Media(Base):
    """One file, under the first 32 digits of its SHA-256."""

    __tablename__ = "media"

    hash: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(4))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    width: Mapped[int]  # pixels; zero of sound
    height: Mapped[int]
    made_by: Mapped[UUID | None] = mapped_column(Uuid)
    webp: Mapped[str | None] = mapped_column(String(32))  # the hash of the same picture, lighter, as WebP

    @property
    def name(self) -> str:
        """What a text calls it."""
        return f"{self.hash}.{self.kind}"

    @property
    def address(self) -> str:
        """Where the browser finds it."""
        return f"/media/{self.name}"

    @property
    def webp_address(self) -> str | None:
        """Where browsers that read WebP find the same picture lighter; None where it is kept in one form only."""
        return f"/media/{self.webp}.webp" if self.webp else None


def keep(content: bytes, kind: str, width: int, height: int, by: UUID | None = None) -> Media:
    """Return the row of `content`, adding it when it is new. Size in pixels."""
    name = hashlib.sha256(content).hexdigest()[:32]
    kept = db.session.get(Media, name)
    if kept is None:
        kept = Media(hash=name, kind=kind, content=content, width=width, height=height, made_by=by)
        db.session.add(kept)
    return kept


@media.get("/media/<name>.<kind>")
@public
def show(name: str, kind: str) -> Response:
    """Send a file, or the part that a player asks for; its name is its content, so a browser keeps it for ever.

    An SVG may run and fetch nothing.
    """
    found = db.session.scalar(select(Media).where(Media.hash == name, Media.kind == kind))
    if found is None:
        abort(404)
    response = Response(found.content, mimetype=KINDS[found.kind])
    response.headers["Cache-Control"] = FOR_EVER
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response.set_etag(found.hash)
    response.make_conditional(request, accept_ranges=True, complete_length=len(found.content))
    return response
