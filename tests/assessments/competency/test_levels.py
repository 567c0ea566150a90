from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.competency.ladder import Paper, put_together
from assessments.competency.levels import (
    ORDER,
    OnPaper,
    Records,
    Rule,
    Shown,
    judge,
    kinds_by_skill,
    level_for,
    mastered_skills,
    reached_on,
    still_needed,
    what_is_missing,
)
from assessments.competency.loader import read_level_rules
from learning.curriculum.loader import read_curriculum

RULES = {file.slug: Rule.read(file.slug, file.version, file.body) for file in read_level_rules()}
KUIS, DUA_KUNCI = RULES["kuis"], RULES["dua-kunci"]
CURRICULUM = read_curriculum()
GROUPS = {
    group.code: [skill.slug for skill in CURRICULUM.skills if skill.group == group.code]
    for group in CURRICULUM.groups
}
SKILLS = [skill for skills in GROUPS.values() for skill in skills]
DAY = date(2025, 10, 15)

kinds = st.sampled_from(["quiz", "observation", "import"])
pieces = st.builds(
    Shown,
    st.sampled_from(SKILLS),
    kinds,
    st.dates(date(2024, 1, 1), date(2026, 12, 31)),
    st.none() | st.dates(date(2024, 1, 1), date(2027, 12, 31)),
)


def skills_of(groups: str) -> set[str]:
    return {skill for code in groups for skill in GROUPS[code]}


@pytest.mark.parametrize(
    ("groups", "level", "marks"),
    [
        ("P", None, 4),
        ("PB", None, 11),
        ("BHRD", None, 21),
        ("PBR", "pratama", 14),
        ("PBD", "pratama", 16),
        ("PBH", "pratama", 17),
        ("PBRD", "madya", 19),
        ("PBHR", "madya", 20),
        ("PBHD", "madya", 22),
        ("PBHRD", "utama", 25),
    ],
)
def test_complete_groups_decide(groups: str, level: str | None, marks: int) -> None:
    mastered = skills_of(groups)

    assert len(mastered) == marks
    assert level_for(mastered, GROUPS, KUIS) == level


@given(st.lists(pieces, max_size=60), pieces)
def test_more_evidence_never_lowers_a_level(some: list[Shown], more: Shown) -> None:
    for rule in RULES.values():
        before = judge(Records(some), GROUPS, rule, DAY)
        after = judge(Records([*some, more]), GROUPS, rule, DAY)

        assert ORDER.index(after.level_code) >= ORDER.index(before.level_code)
        assert after.mastered >= before.mastered


@given(st.sets(st.sampled_from(SKILLS)), st.sampled_from(SKILLS))
def test_one_skill_missing_from_a_core_group_is_no_level_however_many_marks(
    mastered: set[str], gap: str
) -> None:
    core = skills_of("PB")
    if gap in core:
        assert level_for(mastered - {gap}, GROUPS, KUIS) is None
    complete = [code for code in "HRD" if set(GROUPS[code]) <= mastered | core]
    expected = [None, "pratama", "madya", "utama"][len(complete)]
    assert level_for(mastered | core, GROUPS, KUIS) == expected


@given(st.sets(st.sampled_from(SKILLS)))
def test_what_is_missing_is_the_shortest_way_up_and_says_how_high_it_leads(mastered: set[str]) -> None:
    missing = what_is_missing(mastered, GROUPS, KUIS)
    level = level_for(mastered, GROUPS, KUIS)

    if missing is None:
        assert level == "utama"
        return
    assert not mastered.intersection(missing.skills)
    assert level_for(mastered.union(missing.skills), GROUPS, KUIS) == missing.level.code
    assert ORDER.index(missing.level.code) > ORDER.index(level or "belum")
    following = next(step for step in KUIS.levels if ORDER.index(step.code) > ORDER.index(level or "belum"))
    ways = [set(GROUPS["P"]) | set(GROUPS["B"]), *([set(GROUPS[code]) for code in "HRD"])]
    optional = sorted(len(way - mastered) for way in ways[1:])[: following.optional_at_least]
    assert len(missing.skills) == len(ways[0] - mastered) + sum(optional)


def test_two_keys_need_quiz_and_observation_and_an_import_counts_for_both() -> None:
    skill = SKILLS[0]

    for held, needed in (
        (set(), 1),
        ({"quiz"}, 1),
        ({"observation"}, 1),
        ({"quiz", "observation"}, 0),
        ({"import"}, 0),
    ):
        assert len(still_needed(held, DUA_KUNCI)) == needed
        assert (skill in mastered_skills({skill: held}, DUA_KUNCI)) is (needed == 0)
    assert still_needed({"quiz"}, DUA_KUNCI) == {"observation"}
    assert still_needed({"observation"}, DUA_KUNCI) == {"quiz"}


def test_evidence_counts_from_its_day_to_its_last_valid_one() -> None:
    shown = [Shown(SKILLS[0], "quiz", DAY, DAY + timedelta(days=1))]

    held = [bool(kinds_by_skill(shown, DAY + timedelta(days=n))) for n in (-1, 0, 1, 2)]

    assert held == [False, True, True, False]


def test_paper_is_a_floor_that_masters_nothing() -> None:
    madya = OnPaper("madya", date(2025, 3, 1))
    pratama = [Shown(skill, "quiz", date(2025, 9, 1)) for skill in skills_of("PBR")]

    verdict = judge(Records(pratama, [madya]), GROUPS, KUIS, DAY)

    assert (verdict.level_code, verdict.by_rule, len(verdict.mastered)) == ("madya", "pratama", 14)
    assert judge(Records([], [madya]), GROUPS, KUIS, DAY).mastered == frozenset()
    assert judge(Records([], [madya]), GROUPS, KUIS, date(2025, 2, 1)).level_code == "belum-dinilai"


def test_the_five_states() -> None:
    one = [Shown(SKILLS[0], "quiz", DAY)]

    assert judge(Records([]), GROUPS, KUIS, DAY).level_code == "belum-dinilai"
    assert judge(Records(one), GROUPS, KUIS, DAY).level_code == "belum"
    assert judge(Records([], [OnPaper("belum", DAY)]), GROUPS, KUIS, DAY).level_code == "belum"


def test_a_level_was_reached_on_the_day_of_its_last_missing_skill() -> None:
    days = [date(2025, 1, 1) + timedelta(days=n) for n in range(14)]
    shown = [Shown(skill, "quiz", day) for skill, day in zip(sorted(skills_of("PBR")), days, strict=True)]

    assert reached_on(Records(shown), GROUPS, KUIS, "pratama", DAY) == days[-1]
    assert reached_on(Records(shown), GROUPS, KUIS, "belum", DAY) == days[0]


def test_the_way_goes_up_from_a_level_on_paper() -> None:
    mastered = skills_of("PBHR") - {"komunikasi-efektif"}

    missing = what_is_missing(mastered, GROUPS, KUIS, above="pratama")

    assert missing is not None
    assert (missing.level.code, missing.skills, missing.needed) == ("madya", ("komunikasi-efektif",), 20)


def test_the_ladder_says_how_far_the_next_step_is() -> None:
    groups = {
        (code, code): {
            (skill, skill, ""): [Shown(skill, "quiz", DAY)] if code in "PB" else [] for skill in skills
        }
        for code, skills in GROUPS.items()
    }
    papers = [Paper("belum", DAY, "daftar"), Paper("pratama", DAY, "surat")]

    ladder = put_together(("belum", DAY), papers, groups, KUIS, DAY)

    assert (ladder.mastered, ladder.total, ladder.percent) == (11, 25, 100 - 100 * 3 // 14)
    assert [skill.slug for skill in ladder.missing_skills] == GROUPS["R"]
    assert ladder.paper is not None
    assert ladder.paper.level_code == "pratama"


def test_the_way_names_the_highest_level_that_the_same_skills_reach() -> None:
    mastered = skills_of("PBHR") - {"imunisasi-rutin"}

    missing = what_is_missing(mastered, GROUPS, KUIS)

    assert missing is not None
    assert (missing.level.code, missing.skills) == ("madya", ("imunisasi-rutin",))
