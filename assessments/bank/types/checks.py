"""What may be wrong in the parts of a body: texts, lists of parts with ids, pictures, numbers.

A body may be any JSON object here, typed or from a file: nothing is taken for granted.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from assessments.bank.formats.base import LONGEST_TEXT
from assessments.bank.types.base import Body, Flaw

MOST_PARTS = 50  # options, pairs or items of one question: its answer has to fit into `Answer.value`
LONGEST_ALT = 400  # letters
ID = re.compile(r"[a-z]{1,2}")
DECIMAL = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")
MEDIA = re.compile(r"[0-9a-f]{32}\.(svg|png|jpg|webp)")
Parts = list[tuple[str, dict[str, Any]]]  # how a message calls each, and its content


def flaws_around(body: Body, stem_needed: bool = True) -> Iterator[Flaw]:
    """Find what is wrong in what all types have in common: stem, pictures, explanation, feedback."""
    yield from flaws_in_text(body.get("stem"), "stem", "Soal", stem_needed)
    for where, picture in parts_of(body, "pictures", "Gambar"):
        yield from _flaws_in_picture(picture, "pictures", where)
    if not isinstance(body.get("pictures", []), list):
        yield Flaw("pictures", "Daftar gambar tidak terbaca. Pasang lagi gambarnya.")
    yield from flaws_in_text(body.get("explanation"), "explanation", "Penjelasan", needed=False)
    yield from flaws_in_feedback(body.get("feedback"))


def flaws_in_feedback(feedback: object) -> Iterator[Flaw]:
    """Find what is wrong in what is said for a right and for a wrong answer."""
    if feedback is not None and not isinstance(feedback, dict):
        yield Flaw("feedback", "Umpan balik tidak terbaca. Tulis lagi.")
    elif feedback:
        yield from flaws_in_text(feedback.get("right"), "feedback", "Umpan balik jawaban benar", needed=False)
        yield from flaws_in_text(feedback.get("wrong"), "feedback", "Umpan balik jawaban salah", needed=False)


def flaws_in_text(
    text: object, field: str, where: str, needed: bool = True, longest: int = LONGEST_TEXT
) -> Iterator[Flaw]:
    """Find what is wrong in a text, which messages call `where`."""
    if text is None or text == "" or (isinstance(text, str) and not text.strip()):
        if needed:
            yield Flaw(field, "%(where)s masih kosong. Tulis isinya.", {"where": where})
    elif not isinstance(text, str):
        yield Flaw(field, "%(where)s bukan teks. Tulis lagi dengan huruf.", {"where": where})
    elif len(text) > longest:
        yield Flaw(
            field,
            "%(where)s terlalu panjang: paling banyak %(most)s huruf. Pendekkan.",
            {"where": where, "most": longest},
        )
    elif any(unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\n\t" for letter in text):
        yield Flaw(field, "%(where)s berisi tanda yang tidak terbaca. Ketik lagi.", {"where": where})


def parts_of(holder: Body, field: str, called: str) -> Parts:
    """Return the parts listed in `field` that are objects, each with the name that messages call it by."""
    found = holder.get(field)
    listed = found if isinstance(found, list) else []
    return [(f"{called} ke-{n}", part) for n, part in enumerate(listed, 1) if isinstance(part, dict)]


def flaws_in_list(
    holder: Body, field: str, called: str, fewest: int, shown_as: str | None = None
) -> Iterator[Flaw]:
    """Find what is wrong in a list of parts as such: their number, and their ids.

    `called` is one part in messages; problems are shown at `shown_as` where that is another field.
    """
    at, listed = shown_as or field, holder.get(field)
    if listed is None and not fewest:
        return
    if not isinstance(listed, list) or not all(isinstance(part, dict) for part in listed):
        yield Flaw(at, "Daftar %(what)s tidak terbaca. Tulis lagi.", {"what": called.lower()})
        return
    if len(listed) < fewest:
        values = {"what": called.lower(), "least": fewest, "n": len(listed)}
        yield Flaw(at, "Tulis paling sedikit %(least)s %(what)s. Sekarang ada %(n)s.", values)
    if len(listed) > MOST_PARTS:
        yield Flaw(at, "Paling banyak %(most)s %(what)s.", {"what": called.lower(), "most": MOST_PARTS})


def flaws_in_ids(parts: Parts, field: str, ids: re.Pattern[str] = ID) -> Iterator[Flaw]:
    """Find parts without an id, or with one that another part has."""
    seen: set[str] = set()
    for where, part in parts:
        key = part.get("id")
        if not isinstance(key, str) or not ids.fullmatch(key) or key in seen:
            yield Flaw(field, "%(where)s tidak punya tanda pengenal sendiri. Tulis ulang.", {"where": where})
        else:
            seen.add(key)


def flaws_in_equals(parts: Parts, field: str, name: str) -> Iterator[Flaw]:
    """Find parts whose texts `name` a cadre cannot tell from each other."""
    seen: dict[tuple[str, object], str] = {}
    for where, part in parts:
        words, picture = part.get(name), part.get("picture")
        shown = picture.get("media") or picture.get("file") if isinstance(picture, dict) else None
        if not isinstance(words, str) or not (words.strip() or shown):
            continue
        said = (" ".join(words.split()), shown if isinstance(shown, str) else None)
        if said in seen:
            values = {"where": where, "other": seen[said]}
            yield Flaw(field, "%(where)s sama dengan %(other)s. Ubah salah satunya.", values)
        else:
            seen[said] = where


def flaws_in_option(option: dict[str, Any], field: str, where: str) -> Iterator[Flaw]:
    """Find what is wrong in one option: it has a text or a picture, and may have feedback."""
    picture = option.get("picture")
    if picture is not None and not isinstance(picture, dict):
        yield Flaw(field, "Gambar di %(where)s tidak terbaca. Pasang lagi.", {"where": where})
    elif picture:
        yield from _flaws_in_picture(picture, field, f"Gambar di {where}")
    yield from flaws_in_text(option.get("text"), field, where, needed=not picture)
    yield from flaws_in_text(option.get("feedback"), field, f"Umpan balik {where}", needed=False)


def flaws_in_decimal(
    text: object, field: str, where: str, least: int | None = None, most: int | None = None
) -> Iterator[Flaw]:
    """Find what is wrong in a number, which is text with a decimal point, inside its bounds."""
    if not isinstance(text, str) or not DECIMAL.fullmatch(text):
        yield Flaw(field, "%(where)s bukan angka. Tulis angkanya saja, misalnya 700.", {"where": where})
    elif (least is not None and Fraction(text) < least) or (most is not None and Fraction(text) > most):
        if most is None:
            yield Flaw(field, "%(where)s paling kecil %(least)s.", {"where": where, "least": least})
        else:
            values = {"where": where, "least": least, "most": most}
            yield Flaw(field, "%(where)s harus dari %(least)s sampai %(most)s.", values)


def flaws_in_scoring(body: Body, allowed: Sequence[str]) -> Iterator[Flaw]:
    """Find a way of marking that the type does not know."""
    if body.get("scoring", allowed[0]) not in allowed:
        yield Flaw("scoring", "Cara menilai tidak dikenal. Pilih dari daftar.")


def _flaws_in_picture(picture: dict[str, Any], field: str, where: str) -> Iterator[Flaw]:
    """Find what is wrong in a picture: kept (media, width, height), or still with its import (file)."""
    media, sizes = picture.get("media"), (picture.get("width"), picture.get("height"))
    kept = isinstance(media, str) and MEDIA.fullmatch(media)
    sized = all(isinstance(size, int) and not isinstance(size, bool) and size > 0 for size in sizes)
    file = picture.get("file")
    if not (kept and sized) and not (isinstance(file, str) and file):
        yield Flaw(field, "%(where)s tidak ada berkasnya. Pasang lagi gambarnya.", {"where": where})
    alt = picture.get("alt")
    if not isinstance(alt, str) or not alt.strip():
        message = (
            "%(where)s belum punya keterangan. Tulis apa yang terlihat, untuk yang tidak bisa melihatnya."
        )
        yield Flaw(field, message, {"where": where})
    else:
        yield from flaws_in_text(alt, field, f"Keterangan {where}", longest=LONGEST_ALT)
