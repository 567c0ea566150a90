"""The lines of a test that belong to no question: each is named, up to a number nobody would read through. Pure."""

from assessments.bank.formats.base import Problem
from assessments.bank.formats.numbered_lines import Line

MOST = 200  # lines named one by one
NOBODYS = "Baris ini tidak termasuk soal mana pun, jadi tidak diambil: %(text)s"
HEADING = "Judul atau petunjuk ini tidak diambil: %(text)s"
ORPHAN = "Pilihan ini tidak punya soal di atasnya: %(text)s"
NO_KEY = "Baris di daftar kunci ini tidak terbaca: %(text)s"
MORE = "Masih ada %(n)s baris lain yang tidak termasuk soal."


class Asides:
    """Gathers what is left aside."""

    def __init__(self) -> None:
        self._named: list[Problem] = []
        self._count = 0

    def add(self, line: Line, message: str = NOBODYS) -> None:
        """Name a line, with its first words."""
        self._count += 1
        if self._count <= MOST:
            self._named.append(Problem(line.number, message, {"text": line.words.plain[:80]}))

    @property
    def problems(self) -> list[Problem]:
        """Return what was left aside, and how much more there is."""
        more = [Problem(0, MORE, {"n": self._count - MOST})] if self._count > MOST else []
        return self._named + more
