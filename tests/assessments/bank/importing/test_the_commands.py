"""Questions by command: the JSON that other programs read, what is applied and what is named."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.db import db
from app.web import Portal
from assessments.bank.formats import WRITTEN
from assessments.bank.models import Question, QuestionImport, QuestionVersion
from tests.content import QUESTIONS_WRITTEN
from tests.factories import Make, count_rows

GIFT = """$CATEGORY: Bank/keluarga-berencana

Bacaan: Bu Ani datang ke Posyandu.

::Hari::Hari apa sesudah Senin? {=Selasa ~Rabu ~Kamis}

Satu minggu ada tujuh hari. {T}

Ceritakan harimu. {}

Hari apa sesudah Selasa? {=Rabu
"""


def command(app: Portal, *words: object) -> tuple[int, dict[str, Any]]:
    db.close()
    result = app.test_cli_runner().invoke(args=["questions", *map(str, words), "--json"])
    return result.exit_code, json.loads(result.stdout)


@pytest.fixture
def gift(tmp_path: Path) -> Path:
    file = tmp_path / "soal.txt"
    file.write_text(GIFT)
    return file


def test_what_is_sound_comes_in_and_the_rest_is_named(app: Portal, gift: Path) -> None:
    dry = command(app, "import", gift, "--format", "gift", "--dry-run")
    assert count_rows(Question) == QUESTIONS_WRITTEN

    code, told = command(app, "import", gift, "--format", "gift")

    assert (code, told) == dry
    assert (code, told["questions"]) == (0, 2)
    assert [problem["line"] for problem in told["problems"]] == [9, 11]
    assert count_rows(Question) == QUESTIONS_WRITTEN + 3  # the text to read is kept, and not counted
    added = db.session.scalars(select(Question).where(Question.title == "Hari")).one()
    assert (added.skill_slug, added.region_code) == ("keluarga-berencana", None)


def test_a_second_time_there_is_nothing_to_do(app: Portal, gift: Path) -> None:
    command(app, "import", gift, "--format", "gift", "--region", "17.02")
    code, told = command(app, "import", gift, "--format", "gift", "--region", "17.02")

    assert (code, told["questions"]) == (0, 0)
    assert count_rows(QuestionImport) == 1
    assert count_rows(Question, Question.region_code == "17.02") == 3


@pytest.mark.parametrize("content", ["", "Hanya kata-kata.\n", "\x00\x01", "Hari apa? {=Senin ~"])
@pytest.mark.parametrize("code", ["gift", "aiken", "moodle-xml", "text", "docx", "xlsx", "csv"])
@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_file_without_a_question_fails_and_says_why(
    app: Portal, tmp_path: Path, code: str, content: str
) -> None:
    file = tmp_path / "kosong"
    file.write_text(content)

    status, told = command(app, "import", file, "--format", code)

    assert (status, told["questions"]) == (1, 0)
    assert told["problems"]
    assert set(told) == {"questions", "problems"}
    assert all(set(problem) == {"line", "message"} for problem in told["problems"])
    assert count_rows(QuestionImport) == 0


@pytest.mark.parametrize("code", WRITTEN)
@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_what_was_exported_is_nothing_new(app: Portal, tmp_path: Path, code: str) -> None:
    file = tmp_path / "soal"

    status, written = command(app, "export", file, "--format", code)
    again = command(app, "import", file, "--format", code)

    assert status == 0
    assert 0 < written["questions"] <= QUESTIONS_WRITTEN
    assert again == (0, {"questions": 0, "problems": []})
    assert count_rows(QuestionVersion) == QUESTIONS_WRITTEN


def test_the_skill_narrows_an_export_and_names_what_has_none(app: Portal, make: Make, tmp_path: Path) -> None:
    file = tmp_path / "satu.txt"
    file.write_text("Hari apa sesudah Senin? {=Selasa ~Rabu}\n")

    command(app, "import", file, "--format", "gift", "--skill", "germas", "--region", "17.02")
    skill = db.session.scalars(select(Question.skill_slug).where(Question.region_code == "17.02")).one()
    _code, written = command(
        app, "export", tmp_path / "x", "--format", "gift", "--skill", skill, "--region", "17.02"
    )

    assert skill == "germas"
    assert "Hari apa sesudah Senin?" in (tmp_path / "x").read_text()
    assert written["questions"] < QUESTIONS_WRITTEN


@pytest.mark.parametrize("words", [("--skill", "tidak-ada"), ("--region", "17.02.09"), ("--region", "99.99")])
def test_an_unknown_skill_or_place_is_refused(app: Portal, gift: Path, words: tuple[str, str]) -> None:
    db.close()
    result = app.test_cli_runner().invoke(args=["questions", "import", str(gift), "--format", "gift", *words])

    assert result.exit_code == 2
    assert count_rows(QuestionImport) == 0


def test_without_json_it_speaks(app: Portal, gift: Path) -> None:
    db.close()
    result = app.test_cli_runner().invoke(args=["questions", "import", str(gift), "--format", "gift"])

    assert result.stdout.splitlines()[0].startswith("2 soal")
    assert "Baris 9: " in result.stdout
