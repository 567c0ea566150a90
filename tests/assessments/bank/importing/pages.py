"""What stories about the import pages begin with: a file, how it is sent, and what is then in the bank."""

import io
from typing import Any

from sqlalchemy import select

from app.db import db
from assessments.bank.models import Question
from tests.client import Browser, Page, held_by

GIFT = """::Hari::Hari apa sesudah Senin? {=Selasa ~Rabu ~Kamis}

::Minggu::Satu minggu ada berapa hari? {#7}

::Rusak::Hari apa sebelum Senin? {=Minggu ~Minggu}
"""


def send(browser: Browser, content: str | bytes, status: int = 303, **fields: Any) -> Page:
    """Upload a file and open the preview."""
    page = browser.get("question_imports.upload")
    raw = content.encode() if isinstance(content, str) else content
    name = fields.pop("name", "soal.txt")
    data = {**held_by(page.select("main form")[0]), "file": (io.BytesIO(raw), name), **fields}
    answer = browser.open("/soal/impor", status=status, method="POST", data=data)
    return browser.follow(answer) if status == 303 else answer


def ours() -> list[str]:
    """Return the titles of the kabupaten's own questions in use."""
    db.close()
    wanted = (Question.region_code == "17.02", Question.retired_at.is_(None))
    found = list(db.session.scalars(select(Question.title).where(*wanted).order_by(Question.title)))
    db.close()
    return found
