"""make.<noun>(): rows with good defaults, so that a test names only what it is about."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import count
from typing import Any
from unittest.mock import patch
from uuid import UUID

from argon2 import PasswordHasher
from sqlalchemy import func, select, update

from app.auth.models import Role, User
from app.auth.secrets import hash_secret
from app.db import db, new_id, now
from app.media import keep
from app.places import fold
from app.registry.models import Cadre, Placement, Posyandu, Standing, Training
from app.registry.numbers import check_digit
from assessments.attempts.models import Attempt
from assessments.attempts.operations import start_attempt
from assessments.bank.models import Question, QuestionVersion
from assessments.certificates.operations import issue_certificate
from assessments.competency.operations import award_level_if_reached, record_evidence
from assessments.competency.queries import skill_groups
from assessments.quizzes.models import Quiz, QuizDraw
from learning.desk.operations import LessonText

PIN = "246813"
# A hash says itself what checking it costs: a cheap one spares 25 ms of each sign-in. The real cost: test_secrets.py
with patch("app.auth.secrets._hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)):
    PIN_HASH = hash_secret(PIN, "test-pepper")
DESA = "17.02.09.1012"  # a kelurahan of kecamatan Curup
FEEDBACK = {"right": "Tepat sekali.", "wrong": "Hitung lagi."}
BODIES: dict[str, dict[str, Any]] = {
    "single": {
        "stem": "Mana yang benar?",
        "options": [
            {"id": "a", "text": "Yang pertama", "correct": True, "feedback": "Memang yang pertama."},
            {"id": "b", "text": "Yang kedua", "correct": False, "feedback": "Bukan yang kedua."},
            {"id": "c", "text": "Yang ketiga", "correct": False, "feedback": "Bukan yang ketiga."},
        ],
    },
    "multiple": {
        "stem": "Mana saja yang benar?",
        "scoring": "all",
        "options": [
            {"id": "a", "text": "Satu", "correct": True, "feedback": "Satu memang benar."},
            {"id": "b", "text": "Dua", "correct": True, "feedback": "Dua memang benar."},
            {"id": "c", "text": "Tiga", "correct": False, "feedback": "Tiga tidak benar."},
        ],
    },
    "truefalse": {"stem": "Ini pernyataan.", "answer": True, "feedback": FEEDBACK},
    "number": {
        "stem": "Berapa gram?",
        "answer": "700",
        "tolerance": "0",
        "unit": "gram",
        "feedback": FEEDBACK,
    },
    "short": {
        "stem": "Buku untuk memantau tumbuh balita?",
        "answers": [{"text": "KMS*"}, {"text": "buku KIA", "weight": "50", "feedback": "Lebih tepat lagi."}],
        "feedback": FEEDBACK,
    },
    "matching": {
        "stem": "Jodohkan imunisasi dengan umurnya.",
        "pairs": [
            {"id": "a", "left": "BCG", "right": "1 bulan"},
            {"id": "b", "left": "Campak-rubela", "right": "9 bulan"},
            {"id": "c", "left": "Polio tetes 1", "right": "1 bulan"},
        ],
        "extra": [{"id": "x", "text": "18 bulan"}],
        "feedback": FEEDBACK,
    },
    "ordering": {
        "stem": "Urutkan langkah menimbang.",
        "items": [
            {"id": "a", "text": "Gantung dacin"},
            {"id": "b", "text": "Setel ke nol"},
            {"id": "c", "text": "Timbang balita"},
            {"id": "d", "text": "Catat hasilnya"},
        ],
        "feedback": FEEDBACK,
    },
    "cloze": {
        "stem": "Lengkapi kalimat ini.",
        "text": "ASI saja sampai umur {1} bulan. Sesudahnya bayi mendapat {2} dan ASI diteruskan.",
        "gaps": [
            {
                "id": "1",
                "options": [{"id": "a", "text": "enam", "correct": True}, {"id": "b", "text": "empat"}],
            },
            {
                "id": "2",
                "options": [
                    {"id": "a", "text": "susu kaleng"},
                    {"id": "b", "text": "MP-ASI", "correct": True},
                    {"id": "c", "text": "teh manis"},
                ],
            },
        ],
        "feedback": FEEDBACK,
    },
    "text": {"stem": "Baca dulu cerita ini. Bu Ani datang ke Posyandu dengan bayinya."},
}
LESSON_TEXT = LessonText(
    title="Daun kelor di kebun",
    aim="Bisa memasak daun kelor untuk anak.",
    minutes=5,
    source="Bu Ani memetik daun kelor.\n\n## Di dapur\n\nRebus sebentar saja.\n\n"
    "::: ingat\nDaun muda lebih lembut.\n:::\n",
    skills=[],
    references=["Buku resep Posyandu Melati"],
)
_serial = count(1)


class Make:
    """Adds and commits rows; objects come back detached enough to be read after requests."""

    def posyandu(self, name: str = "Melati", desa: str = DESA, **values: Any) -> Posyandu:
        """Add a Posyandu in `desa`."""
        row: Posyandu = self._keep(
            Posyandu(id=new_id(), name=name, sort_name=fold(name), region_code=desa, **values)
        )
        return row

    def cadre(self, name: str = "Siti Rahayu", posyandu: Posyandu | None = None, **values: Any) -> Cadre:
        """Add a cadre who serves since 2020, without an account."""
        place = posyandu or self._any_posyandu(str(values.pop("desa", DESA)))
        row = Cadre(
            id=new_id(),
            number=values.pop("number", None) or self.cadre_number(),
            name=name,
            sort_name=fold(name),
            posyandu_id=place.id,
            region_code=place.region_code,
            **values,
        )
        kept: Cadre = self._keep(row)
        since = date(2020, 1, 1)
        self._keep(Placement(cadre_id=kept.id, posyandu_id=place.id, since=since))
        standing = {
            "region_code": place.region_code,
            "level_code": kept.level_code,
            "active": kept.left_at is None,
        }
        self._keep(Standing(cadre_id=kept.id, since=since, **standing))
        return kept

    def cadre_number(self) -> str:
        """Return a number nobody has."""
        digits = f"{1_000_000 + next(_serial)}"
        return digits + check_digit(digits)

    def training(self, cadre: Cadre, title: str = "25 keterampilan dasar", **values: Any) -> Training:
        """Add a training of one day in 2024; the cadre counts as trained."""
        row = Training(id=new_id(), cadre_id=cadre.id, title=title, source="daftar hadir", **values)
        row.starts_on = row.ends_on = values.get("starts_on", date(2024, 5, 20))
        kept: Training = self._keep(row)
        db.session.execute(update(Cadre).where(Cadre.id == cadre.id).values(trained=True))
        db.session.commit()
        return kept

    def user(self, role: Role | str, region: str | None = "17.02", sign_in_name: str | None = None) -> User:
        """Add an officer's account; the PIN is 246813."""
        name = sign_in_name or f"{Role(role).value}-{next(_serial)}"
        row: User = self._keep(
            User(
                id=new_id(),
                sign_in_name=name,
                name=name.title(),
                role=Role(role),
                region_code=region,
                secret_hash=PIN_HASH,
            )
        )
        return row

    def cadre_user(self, cadre: Cadre | None = None, **values: Any) -> User:
        """Add an account for `cadre` (a new one by default); she signs in with her number and 246813."""
        person = cadre or self.cadre(**values)
        row: User = self._keep(
            User(
                id=new_id(),
                sign_in_name=person.number,
                cadre_number=person.number,
                role=Role.CADRE,
                cadre_id=person.id,
                secret_hash=PIN_HASH,
            )
        )
        return row

    def question(
        self, skill: str | None = "keluarga-berencana", kind: str = "single", **values: Any
    ) -> QuestionVersion:
        """Add a question with a known key: `a` (and `b` for multiple), true, or 700 gram; `body` changes parts of it."""
        body = {**BODIES[kind], **values.pop("body", {})}
        parts = {"difficulty": 1, "lesson_slug": None, "unreviewed": False, **values}
        question = Question(
            id=new_id(),
            slug=f"soal-{next(_serial):06d}",
            skill_slug=skill,
            region_code=parts.pop("region_code", None),
        )
        self._keep(question)
        row: QuestionVersion = self._keep(
            QuestionVersion(id=new_id(), question_id=question.id, number=1, type=kind, body=body, **parts)
        )
        return row

    def quiz(
        self,
        questions: int = 3,
        skill: str = "keluarga-berencana",
        kinds: Sequence[str] = ("single",),
        lesson_slug: str | None = None,
        **values: Any,
    ) -> Quiz:
        """Add a quiz that asks `questions` new questions, of `kinds` in turn; the skill's shipped ones are retired."""
        shipped = select(Question.id).where(Question.skill_slug == skill, Question.slug.not_like("soal-%"))
        db.session.execute(update(Question).where(Question.id.in_(shipped)).values(retired_at=now()))
        for number in range(questions):
            self.question(skill, kinds[number % len(kinds)], lesson_slug=lesson_slug)
        slug = f"kuis-{next(_serial)}"
        defaults = {"title": "Kuis coba", "pass_mark": 70, "wait_minutes": [0, 10], "shuffle": False}
        row: Quiz = self._keep(Quiz(id=new_id(), slug=slug, **{**defaults, **values}))
        if questions:
            self.add_draw(row, skill_slug=skill, count=questions)
        return row

    def add_draw(self, quiz: Quiz, count: int = 1, **wanted: Any) -> None:
        """Add a part to a quiz: a fixed question (`question_id`), or `count` by skill_slug, difficulty, tag."""
        last = db.session.scalar(select(func.max(QuizDraw.position)).where(QuizDraw.quiz_id == quiz.id)) or 0
        self._keep(QuizDraw(quiz_id=quiz.id, position=last + 1, count=count, **wanted))

    def change(self, model: type[Any], key: UUID, **values: Any) -> None:
        """Change a row, as somebody else would meanwhile."""
        db.close()
        with db.transaction() as session:
            session.execute(update(model).where(model.id == key).values(**values))

    def fixed_quiz(self, versions: Sequence[QuestionVersion], **values: Any) -> Quiz:
        """Add a quiz that asks these questions, in their order."""
        defaults = {"title": "Kuis tetap", "pass_mark": 70, "wait_minutes": [0], "shuffle": False}
        row: Quiz = self._keep(Quiz(id=new_id(), slug=f"kuis-{next(_serial)}", **{**defaults, **values}))
        for position, version in enumerate(versions, 1):
            self._keep(QuizDraw(quiz_id=row.id, position=position, question_id=version.question_id, count=1))
        return row

    def picture(self, alt: str = "Jarum timbangan di angka 6,5 kg", width: int = 300) -> dict[str, Any]:
        """Keep a small SVG; return it as a body holds it."""
        words = f"{alt} {width}".encode()
        content = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 2"><desc>%s</desc></svg>' % words
        with db.transaction():
            address = keep(content, "svg", width, width * 2 // 3).address
        return {"media": address.rpartition("/")[2], "alt": alt, "width": width, "height": width * 2 // 3}

    def attempt(self, cadre_id: UUID | None, quiz: Quiz) -> Attempt:
        """Start an attempt at `quiz` for a cadre."""
        assert cadre_id is not None
        db.close()
        with db.transaction() as session:
            attempt = start_attempt(session.get_one(Quiz, quiz.id), cadre_id)
            session.refresh(attempt)
            session.expunge_all()
        return attempt

    def shown(
        self,
        cadre: Cadre,
        skills: str | Iterable[str],
        *,
        kind: str = "import",
        source: str = "import:1",
        on: date = date(2025, 10, 1),
        valid_until: date | None = None,
    ) -> str | None:
        """Hand in evidence for skills, or for every skill of the groups in a text like "PBH"; count her level.

        Returns the code of the certificate when a level was reached.
        """
        with db.transaction():
            groups = skill_groups()
            slugs = [slug for code in skills for slug in groups[code]] if isinstance(skills, str) else skills
            record_evidence(cadre.id, slugs, kind, source, on, None, valid_until=valid_until)
            award = award_level_if_reached(cadre.id, None)
            return issue_certificate(award).code if award else None

    def _any_posyandu(self, desa: str) -> Posyandu:
        found = db.session.scalar(select(Posyandu).where(Posyandu.region_code == desa).limit(1))
        return found or self.posyandu(desa=desa)

    def _keep(self, row: Any) -> Any:
        db.session.add(row)
        db.session.commit()
        db.session.refresh(row)
        db.session.expunge(row)
        db.session.rollback()  # refresh() began a transaction, which on SQLite is the writers' turn
        return row


def count_rows(model: type[Any], *where: Any) -> int:
    """Return how many rows of `model` meet the conditions, as the server has committed them."""
    db.close()
    found = db.session.scalar(select(func.count()).select_from(model).where(*where)) or 0
    db.close()
    return found


def reload(model: type[Any], key: UUID | str | tuple[Any, ...]) -> Any:
    """Return a row as the server has committed it."""
    db.close()
    row = db.session.get(model, key)
    if row is not None:
        db.session.expunge(row)
    db.close()
    return row
