"""The cadres of the demo: who they are, where they serve, who was trained and what level they reached."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from app.places import fold
from app.registry.numbers import make_numbers
from tracking.demo.dice import TODAY, Dice
from tracking.demo.names import Names
from tracking.demo.places import Row, kecamatan_of

CADRES, TRAINED = 1550, 155
LEVELS = {"pratama": 944, "madya": 106, "utama": 98}
ASSESSED = sum(LEVELS.values())
LEFT, MOVED = 18, 60
LEAST, MOST = 5, 14  # cadres of one Posyandu
HOME = "17.02.09"  # the kecamatan of the demo's trainer, camat and cadres
SITI, DEWI = "Siti Rahayu", "Dewi Anggraini"
OTHER_FIELDS = ("pendidikan", "pekerjaan-umum", "perumahan", "trantibumlinmas", "sosial")


@dataclass
class Person:
    """One cadre and her story; `was_at` is where she served before `moved_on`."""

    row: Row
    posyandu: Row
    started: date
    level: str = "belum-dinilai"
    assessed_on: date | None = None
    trained: bool = False
    by_skill: bool = False  # her level rests on evidence for each skill, not on a paper level
    was_at: Row | None = None
    moved_on: date | None = None
    skills: list[str] = field(default_factory=list)

    @property
    def kecamatan(self) -> str:
        """The kecamatan where she serves."""
        return kecamatan_of(self.posyandu["region_code"])


def make_people(dice: Dice, names: Names, posyandu: list[Row]) -> list[Person]:
    """Return everybody of the roster: first those who serve, then those who left."""
    places = _places(dice, posyandu)
    numbers = make_numbers(len(places), below=dice.randrange)
    people = [_person(dice, names, *pair) for pair in zip(places, numbers, strict=True)]
    active, left = people[:CADRES], people[CADRES:]
    for person in left:
        person.row["left_at"] = dice.day(date(2023, 6, 1), TODAY - timedelta(days=30))
    _assess(dice, active)
    _train(dice, active)
    _move(dice, active, posyandu)
    for person in active:
        _settle(dice, person)
    return people


def find_demo_cadres(people: list[Person]) -> tuple[Person, Person]:
    """Return the two who get an account: one Pratama on paper, one not assessed yet; give them their names."""
    near = [
        person
        for person in people[:CADRES]
        if person.kecamatan == HOME and person.row["gender"] == "P" and not person.was_at
    ]
    siti = next(person for person in near if person.level == "pratama" and not person.by_skill)
    dewi = next(person for person in near if not person.assessed_on and not person.trained)
    for person, name in ((siti, SITI), (dewi, DEWI)):
        person.row.update(name=name, sort_name=fold(name), fields=["kesehatan"])
    return siti, dewi


def _places(dice: Dice, posyandu: list[Row]) -> list[Row]:
    """Return the Posyandu of each cadre, in the order of the Posyandu; the last ones are of those who left."""
    open_ones = [row for row in posyandu if row["closed_at"] is None]
    kecamatan = sorted({kecamatan_of(row["region_code"]) for row in open_ones})
    lean = {code: 2.0**value for code, value in dice.lean(kecamatan, 0.7).items()}
    counts = [LEAST] * len(open_ones)
    weights = [lean[kecamatan_of(row["region_code"])] for row in open_ones]
    while sum(counts) < CADRES:
        n = dice.choices(range(len(open_ones)), weights)[0]
        counts[n] += counts[n] < MOST
    serving = [row for row, count in zip(open_ones, counts, strict=True) for _ in range(count)]
    return serving + dice.choices(open_ones, k=LEFT)


def _person(dice: Dice, names: Names, posyandu: Row, number: str) -> Person:
    gender = "L" if dice.random() < 0.03 else "P"
    name = names.person(gender)
    birth_year = round(dice.triangular(1962, 1999, 1982))
    first = max(2004, birth_year + 19)
    started = dice.day(date(min(first, 2022), 1, 10), date(2022, 12, 20))
    row: dict[str, Any] = {
        "id": dice.key(),
        "number": number,
        "name": name,
        "sort_name": fold(name),
        "gender": gender,
        "birth_year": birth_year,
        "phone": None,
        "fields": ["kesehatan"],
        "posyandu_id": posyandu["id"],
        "region_code": posyandu["region_code"],
        "left_at": None,
    }
    return Person(row, posyandu, started)


def _assess(dice: Dice, people: list[Person]) -> None:
    kecamatan = sorted({person.kecamatan for person in people})
    days = {code: [dice.day(date(2023, 9, 4), date(2025, 9, 26)) for _ in range(4)] for code in kecamatan}
    lean = dice.lean(kecamatan, 0.8)
    ranked = dice.ranked(people, [lean[person.kecamatan] for person in people])
    assessed = ranked[:ASSESSED]
    height = dice.lean(kecamatan, 0.5)
    best_first = dice.ranked(assessed, [height[person.kecamatan] for person in assessed])
    levels = [code for code in reversed(LEVELS) for _ in range(LEVELS[code])]
    by_skill = set(dice.sample([code for code in kecamatan if code != HOME], 4))
    for person, level in zip(best_first, levels, strict=True):
        person.level = level
        person.assessed_on = dice.choice(days[person.kecamatan])
        person.by_skill = person.kecamatan in by_skill


def _train(dice: Dice, people: list[Person]) -> None:
    """Training went to a few kecamatan first, whoever was assessed or not."""
    lean = dice.lean(sorted({person.kecamatan for person in people}), 1.0)
    for person in dice.ranked(people, [lean[person.kecamatan] for person in people])[:TRAINED]:
        person.trained = True


def _move(dice: Dice, people: list[Person], posyandu: list[Row]) -> None:
    for person in dice.sample(people, MOVED):
        others = [
            row
            for row in posyandu
            if kecamatan_of(row["region_code"]) == person.kecamatan and row["id"] != person.posyandu["id"]
        ]
        person.was_at = dice.choice(others)
        person.moved_on = dice.day(date(2023, 1, 9), date(2025, 8, 29))


def _settle(dice: Dice, person: Person) -> None:
    """Some of those nobody has assessed are new, or serve another field than health."""
    if person.assessed_on or person.moved_on:
        return
    if dice.random() < 0.45:
        person.started = dice.day(date(2023, 1, 9), date(2025, 9, 12))
    if not person.trained and dice.random() < 0.35:
        person.row["fields"] = [dice.choice(OTHER_FIELDS)]
