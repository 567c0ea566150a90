"""What somebody looks for in the bank, read from an address. Pure; anything odd in an address is as if it were not there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.registry.search import Search, one_of, typed_words
from assessments.bank.models import TYPES

SHIPPED, OWN, COPIES = "bawaan", "kami", "salinan"
WHOSE = (SHIPPED, OWN, COPIES)
ACTIVE, RETIRED = "aktif", "pensiun"
ORDERS = ("-diubah", "diubah", "soal", "keterampilan", "sulit", "-sulit")
NO_SKILL = "-"  # as a skill: questions that belong to none
LONGEST_SLUG = 60


@dataclass(frozen=True)
class QuestionSearch(Search):
    """A search of the bank; an empty value does not narrow it."""

    text: str = ""
    skill_slug: str = ""
    theme_slug: str = ""
    tag: str = ""
    difficulty: int = 0
    type: str = ""
    whose: str = ""
    state: str = ACTIVE
    order: str = ORDERS[0]

    @classmethod
    def of(cls, args: Mapping[str, str]) -> "QuestionSearch":
        """Read the search from the arguments of an address."""
        return cls(
            text=typed_words(args),
            skill_slug=_word(args, "keterampilan"),
            theme_slug=_word(args, "tema"),
            tag=_word(args, "tanda"),
            difficulty=int(one_of(args.get("sulit"), ("1", "2", "3")) or 0),
            type=one_of(args.get("jenis"), TYPES),
            whose=one_of(args.get("milik"), WHOSE),
            state=one_of(args.get("status"), (ACTIVE, RETIRED)) or ACTIVE,
            order=one_of(args.get("urut"), ORDERS) or ORDERS[0],
        )

    def as_args(self, **other: object) -> dict[str, Any]:
        """Return the arguments of an address with this search; `other` replaces some."""
        args = {
            "q": self.text,
            "keterampilan": self.skill_slug,
            "tema": self.theme_slug,
            "tanda": self.tag,
            "sulit": self.difficulty,
            "jenis": self.type,
            "milik": self.whose,
            "status": self.state if self.state != ACTIVE else None,
            "urut": self.order if self.order != ORDERS[0] else None,
            **other,
        }
        return {name: value for name, value in args.items() if value}


def _word(args: Mapping[str, str], name: str) -> str:
    return "".join(letter for letter in args.get(name, "") if letter.isprintable()).strip()[:LONGEST_SLUG]
