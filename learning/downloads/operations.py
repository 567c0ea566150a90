"""Makes the files: the light ones whenever content is loaded, PDFs by night. Making them twice is making them once."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, select

from app.db import db
from app.pdf import Picture, render_pdf
from learning.curriculum.operations import Counts
from learning.downloads.drawing import draw_for_paper, draw_for_phone, named_for_paper
from learning.downloads.models import HTML, PDF, ModuleFile
from learning.downloads.queries import list_whole_modules, pictures_in


@dataclass(frozen=True)
class Sheet:
    """A module's page for paper, before it is a PDF."""

    module_id: UUID
    page: str
    pictures: dict[str, Picture]


def load_files() -> Counts:
    """Make the HTML files that are new or changed, and take back what no longer says what the lessons say.

    A PDF taken back is made again by `make_pdfs`: until then there is none, rather than an old one.
    """
    counts = Counts()
    modules = list_whole_modules()
    for module, lessons in modules:
        page = draw_for_phone(module, lessons, pictures_in(lessons))
        key = {"module_id": module.id, "kind": HTML}
        counts.put(db.session.get(ModuleFile, key), ModuleFile, key, _values(page, page.encode()))
        pdf = ModuleFile.module_id == module.id, ModuleFile.kind == PDF
        paper = _hash(draw_for_paper(module, lessons))
        db.session.execute(delete(ModuleFile).where(*pdf, ModuleFile.made_from != paper))
    counts.retired = _drop_all_but([module.id for module, _lessons in modules])
    return counts


def make_pdfs(only: str = "") -> int:
    """Make the PDFs that are missing or out of date, of all modules or of the one with this slug; return how many.

    Each takes about a second, during which no transaction is held.
    """
    with db.reading():
        sheets = _sheets_to_print(only)
    for sheet in sheets:
        content = render_pdf(sheet.page, sheet.pictures)
        with db.transaction() as session:
            session.merge(ModuleFile(module_id=sheet.module_id, kind=PDF, **_values(sheet.page, content)))
    return len(sheets)


def _sheets_to_print(only: str) -> list[Sheet]:
    rows = db.session.execute(
        select(ModuleFile.module_id, ModuleFile.made_from).where(ModuleFile.kind == PDF)
    )
    made = dict(rows.all())
    sheets = [
        Sheet(module.id, draw_for_paper(module, lessons), named_for_paper(pictures_in(lessons)))
        for module, lessons in list_whole_modules()
        if only in ("", module.slug)
    ]
    return [sheet for sheet in sheets if made.get(sheet.module_id) != _hash(sheet.page)]


def _drop_all_but(kept: Sequence[UUID]) -> int:
    gone = db.session.scalars(
        delete(ModuleFile).where(ModuleFile.module_id.not_in(kept)).returning(ModuleFile.module_id)
    )
    return len(gone.all())


def _values(page: str, content: bytes) -> dict[str, object]:
    return {"made_from": _hash(page), "size": len(content), "content": content}


def _hash(page: str) -> str:
    return hashlib.sha256(page.encode()).hexdigest()
