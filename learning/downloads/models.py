"""Modules as files to take along, kept as rows: made once for each state of a module, never while somebody waits."""

from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base

HTML, PDF = "html", "pdf"
SHIPPED = ""  # stands where the code of a kabupaten would


class ModuleFile(Base):
    """A whole module in one file of a kind, as a kabupaten reads it: `SHIPPED` for all that changed nothing in it.

    `made_from` is the hash of the page it was made of.
    """

    __tablename__ = "module_file"

    module_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("module.id"), primary_key=True)
    kabupaten: Mapped[str] = mapped_column(String(13), primary_key=True, default=SHIPPED)
    kind: Mapped[str] = mapped_column(String(4), primary_key=True)
    made_from: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]  # bytes
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
