"""The Posyandu of the demo: how many in which desa, and since when for the whole life cycle."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.places import fold
from tracking.demo.dice import TODAY, Dice
from tracking.demo.names import Names

POSYANDU, LIFE_CYCLE, CLOSED = 212, 185, 3
MOST_IN_A_DESA = 4
STRATA = {"pratama": 38, "madya": 96, "purnama": 66, "mandiri": 12}  # of a Posyandu, as shares
Row = dict[str, Any]


def kecamatan_of(code: str) -> str:
    """Return the kecamatan of a desa's code."""
    return code[:8]


def make_posyandu(dice: Dice, names: Names, desa: list[str]) -> list[Row]:
    """Return the rows of all Posyandu, open ones first; every desa has one at least."""
    rows = [
        _posyandu(dice, code, name)
        for code, count in _counts(dice, desa).items()
        for name in names.posyandu(count)
    ]
    kecamatan = sorted({kecamatan_of(code) for code in desa})
    lean = dice.lean(kecamatan, 0.9)
    ranked = dice.ranked(rows, [lean[kecamatan_of(row["region_code"])] for row in rows])
    for row in ranked[:LIFE_CYCLE]:
        row["life_cycle_since"] = dice.day(date(2023, 9, 1), date(2025, 9, 30))
    closed = [_posyandu(dice, code, f"{names.posyandu(1)[0]} Lama") for code in dice.sample(desa, CLOSED)]
    for row in closed:
        row["closed_at"] = dice.day(date(2024, 1, 8), TODAY)
    return rows + closed


def _counts(dice: Dice, desa: list[str]) -> Mapping[str, int]:
    """Return how many Posyandu each desa has; kelurahan, whose last part begins with 1, are larger."""
    counts = dict.fromkeys(desa, 1)
    weights = [3.0 if code[9] == "1" else 1.0 for code in desa]
    while sum(counts.values()) < POSYANDU:
        code = dice.choices(desa, weights)[0]
        if counts[code] < MOST_IN_A_DESA:
            counts[code] += 1
    return counts


def _posyandu(dice: Dice, code: str, name: str) -> Row:
    return {
        "id": dice.key(),
        "name": name,
        "sort_name": fold(name),
        "region_code": code,
        "strata": dice.choices(list(STRATA), list(STRATA.values()))[0],
        "life_cycle_since": None,
        "registration_number": None,
        "closed_at": None,
    }
