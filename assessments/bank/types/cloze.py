"""Cloze: gaps inside a text, each with a list. Value: JSON of sorted `gap:option` ids."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import prod
from typing import Any

from flask_babel import lazy_gettext as _

from assessments.bank.types import checks
from assessments.bank.types.base import Body, Choice, Face, Flaw, Row
from assessments.bank.types.lines import Lines, pack_lines, read_lines
from assessments.bank.types.options import count_right, draw_choices, flaws_in_options, mean
from assessments.bank.types.parts import list_pictures

GAP = re.compile(r"\{([0-9]{1,2})\}")
GAP_ID = re.compile(r"[0-9]{1,2}")


class Cloze(Lines):
    """Body: stem (may be empty), text with gaps `{1}`, gaps (id, options: id, text, correct), scoring."""

    code = "cloze"
    label = _("Melengkapi kalimat")
    scorings = ("partial", "all")

    def flaws(self, body: Body) -> list[Flaw]:
        """Return what is wrong: text and gaps agree, and each gap has two options or more, one of them right."""
        return [
            *checks.flaws_around(body, stem_needed=False),
            *checks.flaws_in_text(body.get("text"), "text", "Kalimat yang dilengkapi"),
            *checks.flaws_in_scoring(body, self.scorings),
            *checks.flaws_in_list(body, "gaps", "Isian", fewest=1),
            *_flaws_in_places(body),
            *_flaws_in_gaps(body),
        ]

    def texts(self, body: Body) -> list[str]:
        """Return stem and text, its gaps as `(1) …`, then the options."""
        asked = GAP.sub(r"(\1) …", body["text"])
        stem = body.get("stem")
        options = [option["text"] for gap in body["gaps"] for option in gap["options"]]
        return [f"{stem}\n{asked}" if stem else asked, *options]

    def guess(self, body: Body) -> Fraction:
        """Return the mean of the chances of the gaps; with `all` scoring their product."""
        chances = [Fraction(1, len(gap["options"])) for gap in body["gaps"]]
        return mean(chances) if self.is_partial(body) else prod(chances, start=Fraction(1))

    def option_ids(self, body: Body) -> list[str]:
        """Return the options of all gaps as `gap:option`: shuffled together, each gap shows its own in that order."""
        return [f"{gap['id']}:{option['id']}" for gap in body["gaps"] for option in gap["options"]]

    def read(self, body: Body, given: Sequence[str]) -> str:
        """Return the value of the options chosen, at least one."""
        return pack_lines(
            read_lines(given, {gap["id"]: {one["id"] for one in gap["options"]} for gap in body["gaps"]})
        )

    def face(self, body: Body, order: Sequence[str], given: Sequence[str]) -> Face:
        """Return the text cut at its gaps: each row is what stands before a gap, with its list; the last has none."""
        gaps = {gap["id"]: gap for gap in body["gaps"]}
        pieces = GAP.split(body["text"])
        rows = [
            Row(key, before, _draw_gap(gaps[key], order, given))
            for before, key in zip(pieces[::2], pieces[1::2], strict=False)
        ]
        rows.append(Row("", pieces[-1], []))
        return Face(f"_{self.code}.html", body.get("stem") or "", rows=rows, pictures=list_pictures(body))

    def right_lines(self, body: Body) -> dict[str, str]:
        """Return the right option of each gap."""
        return {
            gap["id"]: option["id"]
            for gap in body["gaps"]
            for option in gap["options"]
            if option.get("correct")
        }

    def words_of_lines(self, body: Body, chosen: Mapping[str, str]) -> list[str]:
        """Return what stands in each gap."""
        return [
            f"({gap['id']}) {option['text']}"
            for gap in body["gaps"]
            for option in gap["options"]
            if chosen.get(gap["id"]) == option["id"]
        ]


def _draw_gap(gap: dict[str, Any], order: Sequence[str], given: Sequence[str]) -> list[Choice]:
    own = [choice for line, _colon, choice in (key.partition(":") for key in order) if line == gap["id"]]
    ticked = [choice for choice in own if f"{gap['id']}:{choice}" in given]
    return draw_choices(gap["options"], own, ticked)


def _flaws_in_places(body: Body) -> Iterator[Flaw]:
    """Find gaps of the text that are missing below, or the other way round, or twice."""
    text = body.get("text")
    in_text = Counter(GAP.findall(text)) if isinstance(text, str) else Counter[str]()
    gaps = checks.parts_of(body, "gaps", "Isian")
    yield from checks.flaws_in_ids(gaps, "gaps", GAP_ID)
    listed = {gap["id"] for _where, gap in gaps if isinstance(gap.get("id"), str)}
    for key in sorted(listed - in_text.keys()):
        yield Flaw("text", "Tempat isian {%(n)s} tidak ada dalam kalimat. Tulis di tempatnya.", {"n": key})
    for key in sorted(in_text.keys() - listed):
        yield Flaw("gaps", "Isian {%(n)s} ada dalam kalimat, tetapi belum punya pilihan.", {"n": key})
    for key in sorted(key for key, times in in_text.items() if times > 1):
        yield Flaw("text", "Isian {%(n)s} tertulis dua kali. Beri nomor lain.", {"n": key})


def _flaws_in_gaps(body: Body) -> Iterator[Flaw]:
    for where, gap in checks.parts_of(body, "gaps", "Isian"):
        yield from flaws_in_options(gap, "gaps", f"{where}, pilihan")
        for place, option in checks.parts_of(gap, "options", f"{where}, pilihan"):
            if option.get("picture"):
                yield Flaw("gaps", "%(where)s: gambar tidak bisa dipilih dari daftar.", {"where": place})
        if count_right(gap) != 1:
            yield Flaw("gaps", "%(where)s: tandai satu pilihan yang benar.", {"where": where})
