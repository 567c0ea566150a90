"""What a trainer keys from a paper sheet: digits, read back into answers. Pure: knows neither the database nor the web.

On paper every option has a number. Questions with one digit, or with one a line, are keyed in a single run, `2140 312 …`;
those with several ticks, or with a number of their own, each in a field of its own. Zero is an answer left empty.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assessments.bank.types import Face, Unreadable, get_type

MOST_OPTIONS = 9  # a digit each
BETWEEN = str.maketrans("", "", " .-\u00a0")


@dataclass(frozen=True)
class Printed:
    """One question as it stands on a sheet: `number` is printed before it, zero before a block of text."""

    position: int
    number: int
    type: str
    body: Mapping[str, Any]
    order: Sequence[str]

    @property
    def face(self) -> Face:
        """What is printed."""
        return get_type(self.type).face(dict(self.body), self.order, [])

    @property
    def digits(self) -> int:
        """How many digits it takes in the run; zero: it has a field of its own, or is not answered at all."""
        lines = [row for row in self.face.rows if row.choices]
        return len(lines) or int(self.type in ("single", "truefalse"))

    @property
    def has_own_field(self) -> bool:
        """Whether it is keyed apart from the run."""
        return self.number > 0 and not self.digits


class Miskeyed(Exception):
    """What was keyed cannot be right; `problems` are Indonesian sentences with their values, by question number."""

    def __init__(self, problems: list[tuple[str, dict[str, Any]]]) -> None:
        super().__init__(str(problems))
        self.problems = problems


def is_printable(type_code: str, body: Mapping[str, Any]) -> bool:
    """Return whether a question can be answered on paper and keyed as digits: not with words, nor by more than nine."""
    kind = get_type(type_code)
    face = kind.face(dict(body), kind.option_ids(dict(body)), [])
    lists = [face.choices, *(row.choices for row in face.rows)]
    return type_code != "short" and all(len(choices) <= MOST_OPTIONS for choices in lists)


def run_length(sheet: Iterable[Printed]) -> int:
    """Return how many digits the run of a sheet has."""
    return sum(one.digits for one in sheet)


def read_sheet(sheet: Sequence[Printed], run: str, own: Mapping[int, str]) -> dict[int, str]:
    """Return the value of each answered question by its position; raise Miskeyed with everything that is wrong.

    `own` is what was keyed in the fields of their own, by position.
    """
    digits, length = squeeze(run), run_length(sheet)
    if (not digits.isdigit() and digits) or len(digits) != length:
        message = "Ketik %(length)s angka untuk lembar ini; yang terketik ada %(count)s."
        raise Miskeyed([(message, {"length": length, "count": len(digits)})])
    values: dict[int, str] = {}
    problems: list[tuple[str, dict[str, Any]]] = []
    at = 0
    for one in sheet:
        keyed = own.get(one.position, "") if one.has_own_field else digits[at : at + one.digits]
        at += one.digits
        try:
            value = _read(one, keyed.strip())
        except (Unreadable, _OutOfRange) as wrong:
            problems.append(("Soal %(n)s: %(why)s", {"n": one.number, "why": str(wrong)}))
        else:
            if value is not None:
                values[one.position] = value
    if problems:
        raise Miskeyed(problems)
    return values


def squeeze(run: str) -> str:
    """Return a run without the blanks, points and dashes that people type between groups."""
    return run.translate(BETWEEN)


def differences(sheet: Sequence[Printed], first: str, second: str) -> list[int]:
    """Return the numbers of the questions that two keyings of a run have differently; both must be of full length."""
    found, at, one, other = [], 0, squeeze(first), squeeze(second)
    for question in sheet:
        end = at + question.digits
        if one[at:end] != other[at:end]:
            found.append(question.number)
        at = end
    return found


class _OutOfRange(Exception):
    """A digit that stands for no option."""


def _read(one: Printed, keyed: str) -> str | None:
    face = one.face
    if not one.number or not keyed.strip("0"):
        return None
    if one.has_own_field and not face.choices:
        given = [keyed]
    elif face.choices:
        given = [face.choices[_place(digit, len(face.choices))].id for digit in squeeze(keyed)]
    else:
        lines = [row for row in face.rows if row.choices]
        given = [
            f"{row.id}:{row.choices[_place(digit, len(row.choices))].id}"
            for row, digit in zip(lines, keyed, strict=True)
            if digit != "0"
        ]
    return get_type(one.type).read(dict(one.body), given)


def _place(digit: str, count: int) -> int:
    if digit not in "123456789" or int(digit) > count:
        raise _OutOfRange(f"«{digit}» bukan pilihan. Angkanya 1 sampai {count}, atau 0 bila kosong.")
    return int(digit) - 1


def key_of(one: Printed) -> str:
    """Return what a sheet answered rightly shows for a question: its digits, or the number to write."""
    kind, body, face = get_type(one.type), dict(one.body), one.face
    if one.has_own_field and not face.choices:
        return "; ".join(kind.correct_words(body))
    right = kind.posted(body, kind.right_value(body))
    if face.choices:
        return "".join(str(n) for n, choice in enumerate(face.choices, 1) if choice.id in right)
    return "".join(
        str(n)
        for row in face.rows
        for n, choice in enumerate(row.choices, 1)
        if f"{row.id}:{choice.id}" in right
    )
