"""Made-up names: no two people of the demo have the same one."""

import tomllib
from pathlib import Path

from tracking.demo.dice import Dice

_LISTS: dict[str, list[str]] = {
    key: [word.replace("_", " ") for word in text.split()]
    for key, text in tomllib.loads(Path(__file__).with_name("names.toml").read_text()).items()
}
ONE_NAME = 0.06  # the share of people who go by a single name


class Names:
    """Gives each person a name nobody had before."""

    def __init__(self, dice: Dice, taken: set[str]) -> None:
        self._dice = dice
        self._taken = set(taken)

    def person(self, gender: str) -> str:
        """Return a new name for a woman (`P`) or a man (`L`)."""
        first, second = ("women", "second") if gender == "P" else ("men", "second_men")
        while True:
            name = self._dice.choice(_LISTS[first])
            if self._dice.random() > ONE_NAME:
                name += f" {self._dice.choice(_LISTS[second])}"
            if name not in self._taken and len(set(name.split())) == len(name.split()):
                self._taken.add(name)
                return name

    def posyandu(self, count: int) -> list[str]:
        """Return different names for the Posyandu of one desa."""
        return self._dice.sample(_LISTS["posyandu"], count)
