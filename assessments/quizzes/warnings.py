"""What a trainer should know before she publishes a quiz. Pure: knows neither the database nor the web.

Only what makes the quiz impossible blocks publishing; the rest is advice. Messages: docs/decisions/0008.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID

from assessments.quizzes.filling import Wanted, fill
from assessments.quizzes.guessing import chance_to_pass, mean_score

ENOUGH_FOR_EVIDENCE = 5  # questions of one skill
SECONDS_A_QUESTION = 30
LIKELY_LUCK = 0.05  # one guesser in twenty passes


@dataclass(frozen=True)
class Candidate:
    """A question that a part may take. `guess`: the mark that blind guessing brings on average."""

    id: UUID
    skill: str | None
    guess: Fraction
    has_lesson: bool
    is_reviewed: bool


@dataclass(frozen=True)
class Asked:
    """A part that asks `count` of `pool`; `name` says which. Blocks of text are no parts here."""

    name: str
    count: int
    pool: Sequence[Candidate]
    is_fixed: bool


@dataclass(frozen=True)
class Plan:
    """A quiz as the rules see it. `takers`: how many active cadres it is for; `waits` and `time_limit` in minutes."""

    parts: Sequence[Asked]
    pass_mark: int
    is_practice: bool = False
    time_limit: int | None = None
    waits: Sequence[int] = ()
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    takers: int = 1
    module: str = ""  # its title
    leaves_module_empty: bool = False  # it is retired, and its module has no other


@dataclass(frozen=True)
class Caution:
    """One thing to know, an Indonesian sentence with named places; `blocks`: the quiz cannot be published like this."""

    message: str
    values: dict[str, Any] = field(default_factory=dict)
    blocks: bool = False

    @property
    def text(self) -> str:
        """The sentence with its values in place."""
        return self.message % self.values if self.values else self.message


def cautions_for(plan: Plan, now: datetime) -> list[Caution]:
    """Return what is wrong or unwise about a quiz, what blocks it first."""
    found = [
        *_about_parts(plan.parts),
        *_about_dates(plan, now),
        *_about_guessing(plan),
        *_about_skills(plan),
        *_about_questions(plan),
        *_about_time(plan),
        *_about_takers(plan),
    ]
    return sorted(found, key=lambda one: not one.blocks)


def _about_parts(parts: Sequence[Asked]) -> Iterator[Caution]:
    if not parts:
        yield Caution("Belum ada soal. Tambah undian atau pilih soalnya.", blocks=True)
        return
    wanted = [Wanted([one.id for one in part.pool], part.count) for part in parts]
    for part, got in zip(parts, fill(wanted), strict=True):
        there = len(part.pool)
        numbers = {"part": part.name, "count": part.count, "there": there}
        if part.is_fixed and not there:
            yield Caution("“%(part)s” sudah ditarik dari bank soal. Hapus bagian itu.", numbers, blocks=True)
        elif there < part.count:
            message = "“%(part)s” mengambil %(count)s soal, padahal hanya ada %(there)s."
            yield Caution(message, numbers, blocks=True)
        elif len(got) < part.count:
            message = "“%(part)s” berebut soal dengan bagian lain. Kurangi jumlahnya atau tambah soal."
            yield Caution(message, numbers, blocks=True)
        elif not part.is_fixed and there < 2 * part.count:
            message = (
                "“%(part)s”: %(there)s soal untuk undian %(count)s. Yang mengulang bertemu soal yang sama."
            )
            yield Caution(message, numbers)


def _about_dates(plan: Plan, now: datetime) -> Iterator[Caution]:
    if not plan.closes_at:
        return
    begins = max(plan.opens_at or now, now)
    if plan.opens_at and plan.closes_at <= plan.opens_at:
        yield Caution("Kuis ditutup sebelum dibuka. Ubah waktunya.", blocks=True)
    elif plan.closes_at <= now:
        yield Caution("Waktu tutupnya sudah lewat: tidak ada yang bisa mulai. Ubah waktunya.", blocks=True)
    elif plan.waits and timedelta(minutes=max(plan.waits)) > plan.closes_at - begins:
        yield Caution("Waktu tunggunya terlalu lama: kuis sudah tutup sebelum boleh diulang.")


def _about_guessing(plan: Plan) -> Iterator[Caution]:
    chances = [
        sum((one.guess for one in part.pool), Fraction(0)) / len(part.pool)
        for part in plan.parts
        if part.pool
        for _place in range(part.count)
    ]
    luck = chance_to_pass(chances, plan.pass_mark)
    if plan.is_practice or luck < LIKELY_LUCK:
        return
    numbers = {"mean": int(mean_score(chances)), "mark": plan.pass_mark, "luck": round(100 * luck)}
    if numbers["mean"] >= plan.pass_mark:
        message = "Menebak saja rata-rata sudah mendapat %(mean)s, padahal batas lulus %(mark)s. Naikkan batas lulus."
    else:
        message = (
            "Dari 100 orang yang menebak saja, sekitar %(luck)s lulus. Tambah soal, tambah pilihan jawaban, "
            "atau naikkan batas lulus."
        )
    yield Caution(message, numbers)


def _about_skills(plan: Plan) -> Iterator[Caution]:
    """A skill is surely asked only by parts that ask nothing else."""
    counts = Counter[str]()
    for part in plan.parts:
        skills = {one.skill for one in part.pool}
        if len(skills) == 1 and (skill := skills.pop()):
            counts[skill] += part.count
    for skill, count in counts.items():
        if count < ENOUGH_FOR_EVIDENCE and not plan.is_practice:
            message = "%(skill)s: hanya %(count)s soal. Agar lulus kuis ini menjadi bukti keterampilan, perlu %(enough)s."
            yield Caution(message, {"skill": skill, "count": count, "enough": ENOUGH_FOR_EVIDENCE})


def _about_questions(plan: Plan) -> Iterator[Caution]:
    questions = {one.id: one for part in plan.parts for one in part.pool}.values()
    if lacking := sum(one.skill is None for one in questions):
        yield Caution("%(n)s soal tanpa keterampilan: tidak menjadi bukti apa pun.", {"n": lacking})
    if lacking := sum(not one.has_lesson for one in questions):
        if plan.module:
            message = "%(n)s soal tanpa pelajaran untuk dibaca lagi. Yang salah hanya diarahkan ke modul %(module)s."
        else:
            message = (
                "%(n)s soal tanpa pelajaran, dan kuis tanpa modul: yang salah tidak tahu harus membaca apa."
            )
        yield Caution(message, {"n": lacking, "module": plan.module})
    if lacking := sum(not one.is_reviewed for one in questions):
        yield Caution("%(n)s soal belum ditinjau petugas kesehatan.", {"n": lacking})


def _about_time(plan: Plan) -> Iterator[Caution]:
    count = sum(part.count for part in plan.parts)
    if plan.time_limit and count and plan.time_limit * 60 < SECONDS_A_QUESTION * count:
        numbers = {"n": plan.time_limit * 60 // count, "least": SECONDS_A_QUESTION}
        yield Caution("Waktunya hanya %(n)s detik tiap soal. Beri sedikitnya %(least)s detik.", numbers)


def _about_takers(plan: Plan) -> Iterator[Caution]:
    if not plan.takers:
        yield Caution("Tidak ada kader aktif yang cocok dengan sasaran kuis ini.")
    if plan.leaves_module_empty:
        yield Caution("Selama kuis ini ditarik, modul %(module)s tidak punya kuis.", {"module": plan.module})
