"""Siti shows skill after skill, reaches levels, loses one again, and the records stay as they were written."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, TypeVar
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, NoResultFound

from app.clock import today
from app.db import db, new_id
from app.errors import Refused
from app.registry.models import Cadre, Standing
from app.web import Portal
from assessments.certificates.models import Certificate
from assessments.competency import operations
from assessments.competency.models import Award, AwardWithdrawal, Evidence, LevelRule, PaperLevel
from assessments.competency.queries import awards_of, evidence_history_of, mastered_skills_of
from assessments.competency.recount import find_differences
from tests.factories import Make, count_rows, reload

R = TypeVar("R")
DAY = date(2025, 10, 1)


@pytest.fixture(autouse=True)
def _levels_are_right(app: Portal):
    yield
    assert find_differences().differences == []


def standings_of(siti: Cadre) -> list[tuple[str, date]]:
    db.close()
    rows = db.session.execute(
        sa.select(Standing.level_code, Standing.since)
        .where(Standing.cadre_id == siti.id)
        .order_by(Standing.since, Standing.id)
    )
    found = [(row.level_code, row.since) for row in rows]
    db.close()
    return found


def seen(read: Callable[[UUID], R], siti: Cadre) -> R:
    db.close()
    rows = read(siti.id)
    db.close()
    return rows


def withdraw(siti: Cadre, skill: str) -> None:
    with db.transaction():
        found = sa.select(Evidence.id).where(Evidence.cadre_id == siti.id, Evidence.skill_slug == skill)
        operations.withdraw_evidence(db.session.scalars(found).one(), "Salah orang", None)


def test_siti_rises_from_nothing_to_pratama(make: Make) -> None:
    siti = make.cadre()

    assert make.shown(siti, ["germas"], on=DAY) is None
    assert reload(Cadre, siti.id).level_code == "belum"
    code = make.shown(siti, "PBR", on=DAY + timedelta(days=9))

    now = reload(Cadre, siti.id)
    assert (now.level_code, now.level_since, now.skills_mastered) == (
        "pratama",
        DAY + timedelta(days=9),
        15,
    )
    assert standings_of(siti)[1:] == [("belum", DAY), ("pratama", DAY + timedelta(days=9))]
    award = seen(awards_of, siti)[0]
    assert (award.level_code, award.reached_on, award.rule_version) == (
        "pratama",
        DAY + timedelta(days=9),
        "tkk-rule-A-1",
    )
    kept = reload(Award, award.id)
    assert len(kept.evidence_ids) == 14, "what the complete groups rest on, not germas"
    assert count_rows(Certificate, Certificate.code == code, Certificate.award_id == award.id) == 1


def test_the_same_evidence_handed_in_again_changes_nothing(make: Make) -> None:
    siti = make.cadre()
    make.shown(siti, "PBR", source="attempt:1")

    assert make.shown(siti, "PBR", source="attempt:1") is None

    assert count_rows(Evidence) == 14
    assert count_rows(Award) == 1
    assert seen(mastered_skills_of, siti) == {row.skill_slug for row in seen(evidence_history_of, siti)}


def test_a_jump_over_levels_gives_the_one_award_reached(make: Make) -> None:
    siti = make.cadre()

    make.shown(siti, "PBHRD")

    assert [award.level_code for award in seen(awards_of, siti)] == ["utama"]


def test_each_next_level_is_awarded_once(make: Make) -> None:
    siti = make.cadre()

    codes = [make.shown(siti, groups, source=groups) for groups in ("PBR", "H", "H", "D")]

    assert [code is not None for code in codes] == [True, True, False, True]
    assert [award.level_code for award in reversed(seen(awards_of, siti))] == ["pratama", "madya", "utama"]


def test_a_level_on_paper_is_a_floor_without_an_award(make: Make) -> None:
    siti = make.cadre()

    with db.transaction():
        operations.record_paper_level(siti.id, "madya", DAY, "Surat 12/2025", None)

    now = reload(Cadre, siti.id)
    assert (now.level_code, now.level_since, now.skills_mastered) == ("madya", DAY, 0)
    assert count_rows(Award) == 0
    assert make.shown(siti, "PBR") is not None, "what she showed herself earns its own award"
    assert reload(Cadre, siti.id).level_code == "madya"


def test_a_level_on_paper_taken_back_lets_her_stand_on_her_own_evidence(make: Make) -> None:
    siti = make.cadre()
    make.shown(siti, "PBR")
    with db.transaction():
        paper_id = operations.record_paper_level(siti.id, "utama", DAY, "Surat 12/2025", None).id

    with db.transaction():
        operations.withdraw_paper_level(paper_id, "Surat orang lain", None)

    assert reload(Cadre, siti.id).level_code == "pratama"
    assert standings_of(siti)[-1] == ("pratama", today())
    with pytest.raises(NoResultFound), db.transaction():
        operations.withdraw_paper_level(new_id(), "Tidak ada", None)
    with pytest.raises(Refused), db.transaction():
        operations.withdraw_paper_level(paper_id, "Dua kali", None)


def test_the_same_paper_twice_is_refused(make: Make) -> None:
    siti = make.cadre()

    def record() -> None:
        with db.transaction():
            operations.record_paper_level(siti.id, "pratama", DAY, "Surat 12/2025", None)

    record()
    with pytest.raises(Refused):
        record()
    assert count_rows(PaperLevel) == 1


def test_withdrawn_evidence_takes_the_award_back(make: Make) -> None:
    siti = make.cadre()
    make.shown(siti, "PBR", source="a")
    make.shown(siti, "H", source="b")

    withdraw(siti, "ttd-ibu-hamil")

    now = reload(Cadre, siti.id)
    assert (now.level_code, now.level_since, now.skills_mastered) == ("pratama", today(), 19)
    taken = {award.level_code: award.reason for award in seen(awards_of, siti)}
    assert taken == {"madya": "Salah orang", "pratama": None}
    assert seen(evidence_history_of, siti)[-1].withdrawn_at or any(
        row.reason == "Salah orang" for row in seen(evidence_history_of, siti)
    )


def test_evidence_withdrawn_twice_is_refused(make: Make) -> None:
    siti = make.cadre()
    make.shown(siti, ["germas"])
    piece = seen(evidence_history_of, siti)[0]
    withdraw(siti, "germas")

    with pytest.raises(Refused), db.transaction():
        operations.withdraw_evidence(piece.id, "Lagi", None)

    assert reload(Cadre, siti.id).level_code == "belum-dinilai"


def test_other_evidence_for_the_same_skill_keeps_the_award(make: Make) -> None:
    siti = make.cadre()
    make.shown(siti, "PBR")
    make.shown(siti, ["anemia-remaja"], kind="quiz", source="attempt:9")

    with db.transaction():
        first = db.session.scalars(
            sa.select(Evidence.id).where(Evidence.skill_slug == "anemia-remaja", Evidence.kind == "import")
        ).one()
        operations.withdraw_evidence(first, "Salah catat", None)

    assert reload(Cadre, siti.id).level_code == "pratama"
    assert count_rows(AwardWithdrawal) == 0


def test_a_level_won_back_is_awarded_anew(make: Make) -> None:
    siti = make.cadre()
    make.shown(siti, "PBR")
    withdraw(siti, "anemia-remaja")
    assert reload(Cadre, siti.id).level_code == "belum"

    assert make.shown(siti, ["anemia-remaja"], kind="quiz", source="attempt:9") is not None

    assert [award.withdrawn_at is None for award in seen(awards_of, siti)] == [True, False]


def test_another_rule_changes_the_level_but_takes_no_award_back(make: Make) -> None:
    siti = make.cadre()
    make.shown(siti, "PBR", kind="quiz")

    with db.transaction():
        for rule in db.session.scalars(sa.select(LevelRule)):
            rule.is_default = rule.slug == "dua-kunci"
        operations.award_level_if_reached(siti.id, None)

    assert reload(Cadre, siti.id).level_code == "belum"
    assert count_rows(AwardWithdrawal) == 0
    assert make.shown(siti, "PBR", kind="observation", source="observation:1") is None
    assert reload(Cadre, siti.id).level_code == "pratama"


def test_evidence_past_its_last_day_no_longer_counts_but_takes_no_award_back(make: Make) -> None:
    siti = make.cadre()
    make.shown(siti, "PBR", source="a")
    make.shown(siti, "H", source="b", valid_until=today())
    assert reload(Cadre, siti.id).level_code == "madya"
    dewi = make.cadre("Dewi")
    make.shown(dewi, "PB", source="a")
    make.shown(dewi, "R", source="b", valid_until=today() - timedelta(days=1))

    assert reload(Cadre, dewi.id).level_code == "belum"
    assert reload(Cadre, dewi.id).skills_mastered == 11
    assert count_rows(AwardWithdrawal) == 0


@pytest.mark.parametrize("model", [Evidence, PaperLevel, Award, AwardWithdrawal, Standing])
@pytest.mark.parametrize("deed", ["update", "delete"])
def test_what_was_recorded_cannot_be_changed(make: Make, model: type[Any], deed: str) -> None:
    siti = make.cadre()
    make.shown(siti, "PBR")
    withdraw(siti, "anemia-remaja")
    with db.transaction():
        operations.record_paper_level(siti.id, "belum", DAY, "Surat 12/2025", None)
    column = sa.inspect(model).primary_key[0]
    statement = sa.delete(model) if deed == "delete" else sa.update(model).values({column.name: column})

    with pytest.raises(IntegrityError, match="append-only"), db.transaction() as session:
        session.execute(statement)
