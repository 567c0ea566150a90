"""Makes the files: the light ones whenever content is loaded, PDFs by night. Making them twice is making them once."""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, select

from app.db import db
from app.pdf import Picture, render_pdf
from learning.curriculum.operations import Counts
from learning.downloads.drawing import draw_for_paper, draw_for_phone, named_for_paper
from learning.downloads.models import HTML, PDF, ModuleFile
from learning.downloads.queries import (
    WholeModule,
    list_whole_modules,
    pictures_in,
    whole_module_of,
)


@dataclass(frozen=True)
class Sheet:
    """A module's page for paper, before it is a PDF."""

    module_id: UUID
    kabupaten: str
    page: str
    pictures: dict[str, Picture]


def load_files() -> Counts:
    """Make the HTML files that are new or changed, and take back what no longer says what the lessons say.

    A PDF taken back is made again by `make_pdfs`: until then there is none, rather than an old one.
    """
    counts = Counts()
    wholes = list_whole_modules()
    for whole in wholes:
        _load_file(whole, counts)
    kept = {whole.key for whole in wholes}
    held = db.session.execute(select(ModuleFile.module_id, ModuleFile.kabupaten).distinct())
    for module_id, kabupaten in held:
        if (module_id, kabupaten) not in kept:
            _drop_files(module_id, kabupaten)
            counts.retired += 1
    return counts


def load_files_of(kabupaten: str, module_id: UUID) -> None:
    """Do the same for one module as one kabupaten reads it: called when its lessons there have changed."""
    wholes = whole_module_of(kabupaten, module_id)
    for whole in wholes:
        _load_file(whole, Counts())
    if not wholes:
        _drop_files(module_id, kabupaten)


def _load_file(whole: WholeModule, counts: Counts) -> None:
    page = draw_for_phone(whole, pictures_in(whole.lessons))
    key = {"module_id": whole.module.id, "kabupaten": whole.kabupaten, "kind": HTML}
    counts.put(db.session.get(ModuleFile, key), ModuleFile, key, _values(page, page.encode()))
    _drop_files(*whole.key, kind=PDF, but_of=_hash(draw_for_paper(whole)))


def _drop_files(module_id: UUID, kabupaten: str, kind: str = "", but_of: str = "") -> None:
    """Take back the files of a module in a kabupaten: of one kind if given, but for the one made from `but_of`."""
    statement = delete(ModuleFile).where(
        ModuleFile.module_id == module_id,
        ModuleFile.kabupaten == kabupaten,
        ModuleFile.made_from != but_of,
    )
    db.session.execute(statement.where(ModuleFile.kind == kind) if kind else statement)


def make_pdfs(only: str = "") -> int:
    """Make the PDFs that are missing or out of date, of all modules or of the one with this slug; return how many.

    Each takes about a second, during which no transaction is held.
    """
    with db.reading():
        sheets = _sheets_to_print(only)
    for sheet in sheets:
        content = render_pdf(sheet.page, sheet.pictures)
        with db.transaction() as session:
            key = {"module_id": sheet.module_id, "kabupaten": sheet.kabupaten, "kind": PDF}
            session.merge(ModuleFile(**key, **_values(sheet.page, content)))
    return len(sheets)


def _sheets_to_print(only: str) -> list[Sheet]:
    columns = (ModuleFile.module_id, ModuleFile.kabupaten, ModuleFile.made_from)
    rows = db.session.execute(select(*columns).where(ModuleFile.kind == PDF))
    made = {(module_id, kabupaten): made_from for module_id, kabupaten, made_from in rows}
    sheets = [
        Sheet(*whole.key, draw_for_paper(whole), named_for_paper(pictures_in(whole.lessons)))
        for whole in list_whole_modules()
        if only in ("", whole.module.slug)
    ]
    return [sheet for sheet in sheets if made.get((sheet.module_id, sheet.kabupaten)) != _hash(sheet.page)]


def _values(page: str, content: bytes) -> dict[str, object]:
    return {"made_from": _hash(page), "size": len(content), "content": content}


def _hash(page: str) -> str:
    return hashlib.sha256(page.encode()).hexdigest()
