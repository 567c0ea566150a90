"""How evidence becomes mastered skills, and complete groups a level. Knows no database; never counts marks."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

ORDER = ("belum-dinilai", "belum", "pratama", "madya", "utama")  # the five states, lowest first
NOT_ASSESSED, NO_LEVEL = ORDER[:2]

Groups = Mapping[str, Sequence[str]]  # the skills of each group, both in their printed order


@dataclass(frozen=True)
class Step:
    """One level of a rule: every core group, and at least so many of the optional ones."""

    code: str
    label: str
    optional_at_least: int


@dataclass(frozen=True)
class Rule:
    """A level rule. A skill is mastered as soon as she holds every kind of any one set of `mastered_by`."""

    slug: str
    version: str
    summary: str
    mastered_by: tuple[frozenset[str], ...]
    core_groups: tuple[str, ...]
    optional_groups: tuple[str, ...]
    levels: tuple[Step, ...]

    @classmethod
    def read(cls, slug: str, version: str, body: Mapping[str, Any]) -> "Rule":
        """Return the rule that `body` describes; raise KeyError or ValueError when it describes none."""
        steps = [
            Step(level["code"], level["label"], int(level["optional_at_least"])) for level in body["levels"]
        ]
        if not steps or any(step.code not in ORDER[2:] for step in steps):
            raise ValueError("a rule needs levels, each one of " + ", ".join(ORDER[2:]))
        return cls(
            slug=slug,
            version=version,
            summary=str(body.get("summary", "")),
            mastered_by=tuple(frozenset(kinds) for kinds in body["mastered_by"]),
            core_groups=tuple(body["core_groups"]),
            optional_groups=tuple(body["optional_groups"]),
            levels=tuple(sorted(steps, key=lambda step: ORDER.index(step.code))),
        )


@dataclass(frozen=True)
class Shown:
    """Evidence that nobody withdrew: a skill, how it was shown, from which day, until which one."""

    skill: str
    kind: str
    on: date
    until: date | None = None


@dataclass(frozen=True)
class OnPaper:
    """A level decided on paper and not withdrawn."""

    level_code: str
    on: date


@dataclass(frozen=True)
class Records:
    """Everything a level rests on."""

    shown: Sequence[Shown]
    papers: Sequence[OnPaper] = ()


@dataclass(frozen=True)
class Verdict:
    """What she stands at: the state shown, the level by the rule alone, and the mastered skills."""

    level_code: str
    by_rule: str | None
    mastered: frozenset[str]


@dataclass(frozen=True)
class Missing:
    """The shortest way to a level: the groups it goes through, and the skills still missing, in printed order."""

    level: Step
    groups: tuple[str, ...]
    skills: tuple[str, ...]
    needed: int  # skills of those groups, mastered or not


def kinds_by_skill(shown: Iterable[Shown], day: date) -> dict[str, set[str]]:
    """Return the kinds of evidence that hold on `day`, by skill."""
    kinds: dict[str, set[str]] = {}
    for one in shown:
        if one.on <= day and (one.until is None or day <= one.until):
            kinds.setdefault(one.skill, set()).add(one.kind)
    return kinds


def mastered_skills(kinds: Mapping[str, Collection[str]], rule: Rule) -> frozenset[str]:
    """Return the skills whose kinds of evidence suffice under `rule`."""
    return frozenset(skill for skill, held in kinds.items() if not still_needed(held, rule))


def still_needed(held: Collection[str], rule: Rule) -> frozenset[str]:
    """Return the fewest kinds of evidence still missing for one skill; nothing when it is mastered."""
    return min((kinds - frozenset(held) for kinds in rule.mastered_by), key=len, default=frozenset({"quiz"}))


def complete_groups(mastered: Collection[str], groups: Groups) -> frozenset[str]:
    """Return the groups all of whose skills are mastered; an empty group never is."""
    return frozenset(code for code, skills in groups.items() if skills and set(skills) <= set(mastered))


def level_for(mastered: Collection[str], groups: Groups, rule: Rule) -> str | None:
    """Return the highest level whose groups are all complete, None for no level yet."""
    complete = complete_groups(mastered, groups)
    if not complete.issuperset(rule.core_groups):
        return None
    optional = len(complete.intersection(rule.optional_groups))
    reached = [step.code for step in rule.levels if optional >= step.optional_at_least]
    return reached[-1] if reached else None


def what_is_missing(
    mastered: Collection[str], groups: Groups, rule: Rule, above: str | None = None
) -> Missing | None:
    """Return the cheapest way to the next level above `above` (by default, what the skills give); None at the top.

    The optional groups chosen are those with the fewest missing skills, the earlier one of equals. Where the same
    skills lead higher still, because more optional groups are complete already, the way goes to that level.
    """
    held = ORDER.index(above or level_for(mastered, groups, rule) or NO_LEVEL)
    ways = [_way_to(step, mastered, groups, rule) for step in rule.levels if ORDER.index(step.code) > held]
    return next((way for way in reversed(ways) if way.skills == ways[0].skills), None)


def _way_to(step: Step, mastered: Collection[str], groups: Groups, rule: Rule) -> Missing:
    known = [code for code in rule.optional_groups if groups.get(code)]
    nearest = sorted(known, key=lambda code: len(set(groups[code]) - set(mastered)))[: step.optional_at_least]
    chosen = tuple(code for code in groups if code in nearest or code in rule.core_groups)
    skills = [skill for code in chosen for skill in groups[code]]
    missing = tuple(skill for skill in skills if skill not in mastered)
    return Missing(step, chosen, missing, len(skills))


def judge(records: Records, groups: Groups, rule: Rule, day: date) -> Verdict:
    """Return where she stands on `day`: the higher of the paper floor and the rule's level."""
    mastered = mastered_skills(kinds_by_skill(records.shown, day), rule)
    by_rule = level_for(mastered, groups, rule)
    floors = [paper.level_code for paper in records.papers if paper.on <= day]
    assessed = bool(floors) or any(one.on <= day for one in records.shown)
    states = [*floors, by_rule or NO_LEVEL] if assessed else [NOT_ASSESSED]
    return Verdict(max(states, key=ORDER.index), by_rule, mastered)


def reached_on(records: Records, groups: Groups, rule: Rule, level_code: str, day: date) -> date:
    """Return the first day on which the records gave her at least `level_code`; `day` when none before it did."""
    days = {one.on for one in records.shown} | {paper.on for paper in records.papers}
    for then in sorted(one for one in days if one < day):
        if ORDER.index(judge(records, groups, rule, then).level_code) >= ORDER.index(level_code):
            return then
    return day
