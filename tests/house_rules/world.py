"""Two kabupaten with the same people in each: what every route is walked with, inside and outside."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask import Flask
from werkzeug.routing import Rule

from app.accounts.models import DataReport
from app.auth.models import Role
from app.db import db, new_id
from app.places import list_desa
from app.registry.models import Cadre, RosterImport, Training
from app.web import Portal
from assessments.attempts.operations import finish_attempt
from assessments.bank.import_operations import keep_import
from assessments.bank.operations import QuestionDetails, add_question, change_question
from assessments.bank.staging import read_questions
from assessments.competency.operations import record_paper_level
from assessments.paper.operations import print_quiz
from assessments.quizzes.models import Quiz
from learning.audio.conversion import Sound
from learning.audio.operations import keep_audio
from learning.curriculum.models import Lesson, Module
from learning.curriculum.reader import Reader
from learning.desk.module_operations import ModuleDetails, add_module
from learning.desk.operations import add_lesson
from learning.downloads.operations import make_pdfs
from learning.progress.queries import study_of
from tests.basics import load
from tests.client import Browser
from tests.factories import BODIES, DESA, LESSON_TEXT, Make

KABUPATEN, KECAMATAN, OTHER_KABUPATEN = "17.02", "17.02.09", "17.03"
SITI, OUTSIDER = "Siti Rahayu", "Nurlela Wati"
COUNTRY, PROVINCE = "dpmd-negara", "dpmd-provinsi"
REGIONS = {Role.TRAINER: KABUPATEN, Role.CAMAT: KECAMATAN, Role.DPMD: KABUPATEN, Role.ADMIN: KABUPATEN}
# What stands in the addresses of one person's world. A new argument of a route needs a line here, and the rows it
# points to in `_settle`. `endpoint:argument` is for one endpoint or blueprint only.
ARGUMENTS = {
    "number": "SELECT number FROM cadre WHERE id = :cadre",
    "posyandu_id": "SELECT posyandu_id FROM cadre WHERE id = :cadre",
    "paper_id": "SELECT id FROM paper_level WHERE cadre_id = :cadre",
    "training_id": "SELECT id FROM training WHERE cadre_id = :cadre",
    "attempt_id": "SELECT id FROM attempt WHERE cadre_id = :cadre AND id NOT IN "
    "(SELECT attempt_id FROM attempt_closing)",
    "attempts.show_result:attempt_id": "SELECT attempt_id FROM attempt_closing JOIN attempt ON id = attempt_id "
    "WHERE cadre_id = :cadre",
    "user_id": "SELECT id FROM user_account WHERE role = 'pelatih' AND region_code = :kabupaten",
    "import_id": "SELECT id FROM roster_import WHERE region_code = :kabupaten",
    "question_imports:import_id": "SELECT id FROM question_import WHERE region_code = :kabupaten",
    "slug": "SELECT slug FROM question WHERE region_code = :kabupaten",
    "report_id": "SELECT id FROM data_report WHERE cadre_id = :cadre",
    "audio_id": "SELECT id FROM lesson_audio WHERE region_code = :kabupaten",
    "builder:quiz_slug": "SELECT slug FROM quiz WHERE region_code = :kabupaten",
    "modules:module_slug": "SELECT slug FROM module WHERE region_code = :kabupaten",
    "modules:lesson_slug": "SELECT slug FROM lesson WHERE region_code = :kabupaten",
    "modules:number": "SELECT min(number) FROM lesson_version JOIN lesson ON lesson.id = lesson_id "
    "WHERE region_code = :kabupaten",
    "code": "SELECT code FROM region WHERE code = substr(:desa, 1, 8)",
    "paper:code": "SELECT code FROM paper_form WHERE region_code = :kabupaten AND label = 'A'",
    "batch_id": "SELECT batch_id FROM paper_form WHERE region_code = :kabupaten AND label = 'A'",
    "certificates:code": "SELECT code FROM certificate JOIN award ON award.id = award_id WHERE cadre_id = :cadre",
}
SHARED = {
    "position": "SELECT 1",
    "analysis:item": "SELECT 1",
    "place": "SELECT 1",
    "label": "SELECT 'A'",
    "question_imports.example:name": "SELECT 'templat.xlsx'",
    "quiz_slug": "SELECT slug FROM quiz WHERE title = 'Kuis coba'",
    "module_slug": "SELECT slug FROM module ORDER BY slug LIMIT 1",
    "lesson_slug": "SELECT slug FROM lesson WHERE module_id = (SELECT id FROM module ORDER BY slug LIMIT 1) "
    "ORDER BY position LIMIT 1",
    "media:name": "SELECT hash FROM media ORDER BY hash LIMIT 1",
    "media:kind": "SELECT kind FROM media ORDER BY hash LIMIT 1",
}


def fill_world() -> None:
    """Fill the template: shipped content, Rejang Lebong with officers, and people in two kabupaten."""
    load()
    with db.reading():
        first = min(course.module.slug for course in study_of(Reader(None, None)).modules)
    make_pdfs(only=first)
    make = Make()
    for role, region in REGIONS.items():
        make.user(role, region=region, sign_in_name=f"{role.value}-17")
    make.user(Role.DPMD, region="17", sign_in_name=PROVINCE)
    make.user(Role.DPMD, region=None, sign_in_name=COUNTRY)
    quiz = make.quiz(questions=2)
    _settle(make, quiz, SITI, DESA)
    _settle(make, quiz, OUTSIDER, list_desa(OTHER_KABUPATEN)[0].code)
    db.close()


def _settle(make: Make, quiz: Quiz, name: str, desa: str) -> None:
    cadre = make.cadre(name, posyandu=make.posyandu(desa=desa))
    make.cadre_user(cadre)
    trainer = make.user(Role.TRAINER, region=desa[:5], sign_in_name=f"bawahan-{desa[:5]}")
    db.close()
    finished = make.attempt(cadre.id, quiz)
    with db.transaction():
        finish_attempt(finished.id, "sent", None)
    make.quiz(title="Kuis kami", region_code=desa[:5], skill="germas")
    make.shown(cadre, "PBHR")
    _add_records(cadre, quiz.id, desa, trainer.id)
    make.attempt(cadre.id, quiz)


def _add_records(cadre: Cadre, quiz_id: UUID, desa: str, by: UUID) -> None:
    day = date(2025, 3, 4)
    with db.transaction() as session:
        record_paper_level(cadre.id, "pratama", day, "SK 1", by)
        kept = {"region_code": desa[:5], "rows": [], "problems": [], "skipped": 0, "by": by}
        session.add(RosterImport(id=new_id(), **kept))
        _stage_questions(desa[:5], by)
        details = QuestionDetails("single", BODIES["single"], "keluarga-berencana", 1)
        change_question(add_question(details, desa[:5], by), replace(details, difficulty=2), desa[:5], by)
        _write_lesson(desa[:5], by)
        print_quiz(session.get_one(Quiz, quiz_id), desa[:5], new_id(), by)
        session.add(Training(cadre_id=cadre.id, title="Bimtek", starts_on=day, ends_on=day, source="SK 2"))
        session.add(DataReport(cadre_id=cadre.id, words="Nama saya salah."))
        first = sa.select(Lesson.id).join(Lesson.module).order_by(Module.slug, Lesson.position).limit(1)
        keep_audio(session.scalars(first).one(), desa[:5], Sound(b"OggS", b"ID3", 60), by)


def _write_lesson(kabupaten: str, by: UUID) -> None:
    module = add_module(new_id(), ModuleDetails("Pangan kami", "Dari kebun.", "gizi", []), kabupaten, by)
    add_lesson(new_id(), module, LESSON_TEXT, kabupaten, by)


def _stage_questions(region_code: str, by: UUID) -> None:
    _format, parsed = read_questions(b"Hari apa sesudah Senin? {=Selasa ~Rabu}", "gift")
    keep_import(
        parsed, format_code="gift", filename="soal.txt", skill_slug=None, region_code=region_code, by=by
    )


def key_of(endpoint: str, name: str) -> str:
    """Return the line of ARGUMENTS or SHARED that gives the argument `name` of an endpoint; fail when there is none."""
    blueprint = endpoint.partition(".")[0]
    for key in (f"{endpoint}:{name}", f"{blueprint}:{name}", name):
        if key in ARGUMENTS or key in SHARED:
            return key
    raise AssertionError(f"tests/house_rules/world.py says nothing about the argument {name} of {endpoint}")


@dataclass(frozen=True)
class Side:
    """One of the two kabupaten: what stands in the addresses there."""

    arguments: dict[str, object]

    def values(self, rule: Rule) -> dict[str, object]:
        """Return the arguments of `rule`; fail when one of them has no line in ARGUMENTS or SHARED."""
        return {name: self._value(key_of(rule.endpoint, name)) for name in sorted(rule.arguments)}

    def _value(self, key: str) -> object:
        value = self.arguments[key]
        assert value is not None, f"the world holds no example for {key}"
        return value


def side_of(app: Flask, name: str) -> Side:
    """Return the side of the cadre called `name`."""
    with app.app_context(), db.reading() as session:
        cadre = session.execute(sa.select(Cadre).where(Cadre.name == name)).scalar_one()
        known = {"cadre": cadre.id, "desa": cadre.region_code, "kabupaten": cadre.region_code[:5]}
        types: dict[str, Any] = {"cadre": sa.Uuid(), "desa": sa.String(), "kabupaten": sa.String()}
        found: dict[str, object] = {}
        for key, statement in {**ARGUMENTS, **SHARED}.items():
            words = sa.text(statement)
            used = [sa.bindparam(one, known[one], types[one]) for one in known if f":{one}" in statement]
            value = session.scalars(words.bindparams(*used)).first()
            found[key] = UUID(str(value)) if key.endswith("_id") and value is not None else value
        return Side(found)


def sign_in(app: Portal, role: Role | None) -> Browser:
    """Return the browser of somebody of `role`; of a visitor for None."""
    browser = Browser(app)
    if role is Role.CADRE:
        with app.app_context(), db.reading() as session:
            number = session.scalar(sa.select(Cadre.number).where(Cadre.name == SITI))
        browser.sign_in(str(number))
    elif role is not None:
        browser.sign_in(f"{role.value}-17")
    return browser
