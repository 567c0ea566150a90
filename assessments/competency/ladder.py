"""Where a cadre stands on the ladder and what is missing for the next step: put together from rows, for pages."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from assessments.competency.levels import (
    ORDER,
    Missing,
    Rule,
    Shown,
    kinds_by_skill,
    still_needed,
    what_is_missing,
)


@dataclass(frozen=True)
class LadderSkill:
    """One skill of hers: the evidence for it, and the kinds of evidence still needed, none when it is mastered."""

    slug: str
    label: str
    can: str
    proofs: tuple[Shown, ...]
    needs: frozenset[str]

    @property
    def mastered(self) -> bool:
        """Whether her evidence suffices today."""
        return not self.needs


@dataclass(frozen=True)
class LadderGroup:
    """One group of skills, in printed order."""

    code: str
    label: str
    skills: tuple[LadderSkill, ...]

    @property
    def mastered(self) -> int:
        """How many of its skills she masters."""
        return sum(skill.mastered for skill in self.skills)


@dataclass(frozen=True)
class Paper:
    """The level on paper that is the floor under hers."""

    level_code: str
    decided_on: date
    source: str


@dataclass(frozen=True)
class Place:
    """Where a skill is taught; `quiz_slug` is None while no quiz asks enough of it to count."""

    skill_slug: str
    module_slug: str
    module_title: str
    quiz_slug: str | None


@dataclass(frozen=True)
class Ladder:
    """Everything the home page and the ladder page show of one cadre's level. `missing` is None at the top."""

    level_code: str
    level_since: date | None
    paper: Paper | None
    groups: tuple[LadderGroup, ...]
    missing: Missing | None
    rule: Rule

    @property
    def skills(self) -> dict[str, LadderSkill]:
        """Every skill by its slug, in printed order."""
        return {skill.slug: skill for group in self.groups for skill in group.skills}

    @property
    def mastered(self) -> int:
        """How many skills she masters."""
        return sum(group.mastered for group in self.groups)

    @property
    def total(self) -> int:
        """How many skills there are."""
        return sum(len(group.skills) for group in self.groups)

    @property
    def percent(self) -> int:
        """How far she is on the shortest way to the next level, in percent of its skills."""
        if self.missing is None or not self.missing.needed:
            return 100
        return 100 - 100 * len(self.missing.skills) // self.missing.needed

    @property
    def missing_skills(self) -> list[LadderSkill]:
        """The skills still missing for the next level, in printed order."""
        skills = self.skills
        return [skills[slug] for slug in self.missing.skills] if self.missing else []


@dataclass(frozen=True)
class Ways:
    """How to get what is missing: in a module, by showing it to a midwife, or by asking her while no quiz exists."""

    learn: list[tuple[LadderSkill, Place]]
    show: list[LadderSkill]
    ask: list[LadderSkill]


def ways_to(skills: Iterable[LadderSkill], places: Mapping[str, Place]) -> Ways:
    """Sort missing skills by how she can get them."""
    ways = Ways([], [], [])
    for skill in skills:
        if "quiz" not in skill.needs:
            ways.show.append(skill)
        elif place := places.get(skill.slug):
            ways.learn.append((skill, place))
        else:
            ways.ask.append(skill)
    return ways


def put_together(
    level: tuple[str, date | None],
    papers: Iterable[Paper],
    groups: Mapping[tuple[str, str], Mapping[tuple[str, str, str], Collection[Shown]]],
    rule: Rule,
    day: date,
) -> Ladder:
    """Return the ladder of `day`: her level and since when, and evidence by group (code, label) and skill (slug, label,
    what a cadre can do).
    """
    drawn = tuple(
        LadderGroup(code, label, tuple(_skill(key, shown, rule, day) for key, shown in skills.items()))
        for (code, label), skills in groups.items()
    )
    mastered = {skill.slug for group in drawn for skill in group.skills if skill.mastered}
    by_code = {group.code: [skill.slug for skill in group.skills] for group in drawn}
    floor = max(papers, key=lambda paper: (ORDER.index(paper.level_code), paper.decided_on), default=None)
    return Ladder(
        level_code=level[0],
        level_since=level[1],
        paper=floor,
        groups=drawn,
        missing=what_is_missing(mastered, by_code, rule, above=level[0]),
        rule=rule,
    )


def _skill(key: tuple[str, str, str], shown: Collection[Shown], rule: Rule, day: date) -> LadderSkill:
    slug, label, can = key
    held = kinds_by_skill(shown, day).get(slug, set())
    return LadderSkill(slug, label, can, tuple(shown), still_needed(held, rule))
