"""Two quizzes of one cadre end at the same moment: neither misses the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from threading import Barrier, Thread

from app.db import db
from app.registry.models import Cadre
from app.web import Portal
from assessments.certificates.models import Certificate
from assessments.certificates.operations import issue_certificate
from assessments.competency.models import Award
from assessments.competency.operations import award_level_if_reached, record_evidence
from assessments.competency.queries import skill_groups
from assessments.competency.recount import find_differences
from tests.factories import Make, count_rows, reload

ROUNDS = 8
OPTIONAL = ("H", "R")


@dataclass
class Quiz:
    source: str
    skills: Sequence[str]


def test_two_hand_ins_at_once_give_the_right_level_and_one_award(app: Portal, make: Make) -> None:
    groups = skill_groups()
    db.close()
    cadres = [make.cadre() for _ in range(ROUNDS)]
    for siti in cadres:
        make.shown(siti, "PB", source="before")
    for siti in cadres:
        barrier = Barrier(len(OPTIONAL))
        failures: list[Exception] = []
        threads = [
            Thread(target=_hand_in, args=(app, siti, Quiz(code, groups[code]), barrier, failures))
            for code in OPTIONAL
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []

    for siti in cadres:
        assert reload(Cadre, siti.id).level_code == "madya"
        assert count_rows(Award, Award.cadre_id == siti.id, Award.level_code == "madya") == 1
        assert count_rows(Award, Award.cadre_id == siti.id) == 2, "one passed through Pratama"
    assert count_rows(Certificate) == 2 * ROUNDS
    assert find_differences().differences == []


def test_the_same_attempt_handed_in_twice_at_once_is_one(app: Portal, make: Make) -> None:
    skills = [skill for code in "PBH" for skill in skill_groups()[code]]
    db.close()
    siti = make.cadre()
    barrier = Barrier(2)
    failures: list[Exception] = []
    threads = [
        Thread(target=_hand_in, args=(app, siti, Quiz("same", skills), barrier, failures)) for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert count_rows(Award) == 1
    assert reload(Cadre, siti.id).skills_mastered == 17


def _hand_in(app: Portal, siti: Cadre, quiz: Quiz, barrier: Barrier, failures: list[Exception]) -> None:
    try:
        with app.app_context():
            barrier.wait(10)
            with db.transaction():
                record_evidence(
                    siti.id, quiz.skills, "quiz", f"attempt:{quiz.source}", date(2025, 10, 1), None
                )
                if award := award_level_if_reached(siti.id, None):
                    issue_certificate(award)
    except Exception as failure:  # noqa: BLE001 - a thread's failure must reach the test
        failures.append(failure)
