"""Advice on how a question is written, for Indonesian ones: what gives its answer away, and what is hard to read.

Advice, never a refusal: the trainer decides. Pure: knows neither the database nor the web. A `message` is an Indonesian
sentence with named places, kept apart from its values (docs/decisions/0008). Each rule would rather miss a fault than
blame a good question; the shipped questions were read against all of them.
"""

import dataclasses
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from app.places import fold
from assessments.bank.duplicates import EVERYDAY
from assessments.bank.types import get_type
from assessments.bank.types.base import Body

LONGEST_SENTENCE = 20  # words
MOST_OPTIONS = {"single": 5, "multiple": 8}
CLEARLY_LONGER, LONGER_LETTERS = 1.6, 20  # than the next one: times, and letters more
VERY_DIFFERENT, LONG_OPTION = 4, 60  # times the shortest, when the longest has so many letters
SHOWN = 60  # letters of what is quoted
TELLING_WORD = 5  # letters of a word that gives an answer away

DOUBLE_NEGATIVE = re.compile(
    r"\b(?:tidak|tak|bukan|bukanlah|jangan)\b[^.?!\n]*\b(?:kecuali|tidak|tak|bukan|tanpa)\b"
)
ASKS_FOR_THE_WRONG = re.compile(r"\b(?:yang|mana) (?:tidak|bukan)\b|\bkecuali\b")
BEGINS_NEGATIVE = re.compile(r"(?:tidak|tak|bukan|jangan)\b")
ALL_OR_NONE = re.compile(
    r"(?:semua|seluruh)(?:nya)?(?: (?:jawaban|pilihan))?(?: di atas| tersebut| itu)?(?: (?:benar|salah|betul|tepat))?(?: semua)?"
    r"|(?:jawaban )?[a-e](?:,? (?:dan|atau|serta) [a-e])+(?: (?:benar|salah|betul))?"
    r"|(?:tidak|tak) ada(?: (?:jawaban|pilihan))?(?: yang)?(?: (?:benar|betul|tepat|salah))(?: di atas)?"
    r"|bukan salah satu(?: dari)?(?: jawaban| pilihan)?(?: di atas)?"
)
ABSOLUTE = re.compile(r"\b(?:selalu|tidak pernah|tak pernah|pasti|mutlak|sama sekali|apa pun alasannya)\b")
RANGE = re.compile(
    r"(\d+(?:,\d+)?)\s*(?:–|-|sampai(?: dengan)?|hingga|s\.?/?d\.?)\s*(\d+(?:,\d+)?)\s*([a-z%°.]*)"
)
DIGIT = re.compile(r"\d")
NUMBER = re.compile(
    r"\d|\b(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|sekali|se(?:tiap|lama|tengah|bulan|hari))\b"
)
MEASURED = (
    r"berat(?: badan| lahir)?|bb|tinggi(?: badan)?|panjang(?: badan)?|tb|pb|lila|lingkar (?:kepala|lengan|perut|pinggang)"
    r"(?: atas)?|suhu(?: badan| tubuh)?|tensi|tekanan darah|hb|hemoglobin|gula darah|kolesterol|asam urat"
)
CLINICAL = re.compile(
    rf"\b(?:{MEASURED})(?:-?nya)?(?: (?!dan |atau )[a-z]+){{0,2}} (\d+(?:[.,/]\d+)*)( ?[a-z%°]+)?"
)
UNITS = re.compile(
    r" ?(?:kg|kilo|kilogram|g|gr|gram|mg|mcg|ug|µg|cm|mm|m|meter|ml|cc|liter|l|derajat|c|°|°c|%|persen|mmhg|dl|iu|si|kapsul|tablet"
    r"|butir|tetes|kali|sendok|sachet|bungkus|bulan|tahun|hari|minggu|jam|menit|titik|garis|x)\b|[%°]"
)
COUNTED = re.compile(
    r"\bberapa (?:kali|orang|anak|ibu|tablet|kapsul|butir|posyandu|rumah|nomor|langkah|jenis|persen)\b"
)
ASKS = re.compile(
    r"\?|…|\.\.\.|___|\b(?:pilih|pilihlah|hitung|hitunglah|tulis|tulislah|isi|isilah|lengkapi|lengkapilah|urutkan|urutkanlah"
    r"|jodohkan|jodohkanlah|pasangkan|cocokkan|sebutkan|tentukan|baca|bacalah|tandai|susun|susunlah|ukur)\b"
    r"|\b(?:adalah|yaitu|ialah|kecuali)\W*$"
)


@dataclass(frozen=True)
class Advice:
    """One thing to look at again: at which field of the body, and an Indonesian sentence with named places."""

    field: str
    message: str
    values: dict[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def text(self) -> str:
        """The sentence with its values in place."""
        return self.message % self.values if self.values else self.message


def advise(type_code: str, body: Body) -> list[Advice]:
    """Return what could be written better in a question without flaws, the stem first; nothing for a block of text."""
    if not get_type(type_code).is_asked:
        return []
    found = [*_of_stem(type_code, body)]
    if type_code in MOST_OPTIONS:
        options = body["options"]
        found += [
            *_of_options(type_code, options),
            *_of_shapes(options),
            *_of_words(str(body["stem"]), options),
        ]
        if type_code == "single":
            found += [*_of_key(str(body["stem"]), options), *_of_ranges(options)]
    return [*found, *_of_feedback(type_code, body)]


def _of_stem(type_code: str, body: Body) -> Iterator[Advice]:
    name, stem = ("text", body["text"]) if type_code == "cloze" else ("stem", body["stem"])
    sentences = [sentence for sentence in re.split(r"[.?!:](?:\s|$)|\n", stem) if sentence.strip()]
    for sentence in sentences:
        if DOUBLE_NEGATIVE.search(sentence.lower()):
            yield Advice(
                name,
                "Ada dua kata ingkar dalam satu kalimat: «%(words)s». Ubah supaya tidak membingungkan.",
                {"words": _short(sentence)},
            )
        if (length := len(sentence.split())) > LONGEST_SENTENCE:
            yield Advice(
                name,
                "Kalimat ini %(n)s kata: «%(words)s». Bagi dua; paling banyak %(most)s kata.",
                {"n": length, "words": _short(sentence), "most": LONGEST_SENTENCE},
            )
    if type_code == "truefalse":
        if stem.rstrip().endswith("?"):
            yield Advice(name, "Ini pertanyaan. Untuk Benar atau Salah, tulis sebuah pernyataan.")
    elif type_code != "cloze" and not ASKS.search(stem.lower()):
        yield Advice(
            name, "Soal ini belum bertanya apa-apa. Akhiri dengan pertanyaan atau perintah yang jelas."
        )
    yield from _of_units(type_code, name, body)


def _of_units(type_code: str, name: str, body: Body) -> Iterator[Advice]:
    for text in get_type(type_code).texts(body):
        for match in CLINICAL.finditer(_plain(text)):
            if not UNITS.match(match[2] or "") and "/" not in match[1]:
                yield Advice(
                    name,
                    "Angka ukuran tanpa satuan: «%(words)s». Tulis satuannya.",
                    {"words": match[0].strip()},
                )
    if type_code == "number" and not body.get("unit"):
        stem = _plain(body["stem"])
        if re.search(rf"\b(?:{MEASURED})\b", stem) and not COUNTED.search(stem):
            yield Advice("unit", "Jawabannya sebuah ukuran, tetapi satuannya belum ditulis.")


def _of_options(type_code: str, options: Sequence[dict[str, Any]]) -> Iterator[Advice]:
    if len(options) > MOST_OPTIONS[type_code]:
        yield Advice(
            "options",
            "Ada %(n)s pilihan. Lebih dari %(most)s melelahkan; buang yang paling lemah.",
            {"n": len(options), "most": MOST_OPTIONS[type_code]},
        )
    for option in options:
        if ALL_OR_NONE.fullmatch(_plain(option["text"]).strip(" .")):
            yield Advice(
                "options",
                "Pilihan «%(words)s» membuat soal mudah ditebak. Ganti dengan satu isi yang jelas.",
                {"words": option["text"]},
            )


def _of_shapes(options: Sequence[dict[str, Any]]) -> Iterator[Advice]:
    """Find a right option that is clearly the longest, and else options of very different length."""
    by_length = sorted(
        (option for option in options if option["text"]), key=lambda option: -len(option["text"])
    )
    if len(by_length) < 3:
        return
    first, second, last = (len(by_length[n]["text"]) for n in (0, 1, -1))
    stands_out = first >= CLEARLY_LONGER * second and first - second >= LONGER_LETTERS
    if stands_out and [option for option in options if option.get("correct")] == by_length[:1]:
        message = "Jawaban yang benar jelas paling panjang. Pendekkan, atau buat yang lain sama panjang."
        yield Advice("options", message)
        return
    if first >= VERY_DIFFERENT * last and first >= LONG_OPTION:
        yield Advice(
            "options",
            "Panjang pilihan sangat berbeda: dari %(least)s sampai %(most)s huruf. Buat lebih seimbang.",
            {"least": last, "most": first},
        )


def _of_words(stem: str, options: Sequence[dict[str, Any]]) -> Iterator[Advice]:
    absolute = [match[0] for option in options if (match := ABSOLUTE.search(_plain(option["text"])))]
    if len(absolute) == 1:
        yield Advice(
            "options",
            "Hanya satu pilihan memakai kata «%(word)s». Kata mutlak membuatnya mudah ditebak.",
            {"word": absolute[0]},
        )
    if ASKS_FOR_THE_WRONG.search(_question(stem)):
        negative = [option["text"] for option in options if BEGINS_NEGATIVE.match(_plain(option["text"]))]
        if negative:
            yield Advice(
                "options",
                "Soalnya menanyakan yang tidak, dan pilihan «%(words)s» juga dimulai dengan kata ingkar.",
                {"words": _short(negative[0])},
            )


def _of_key(stem: str, options: Sequence[dict[str, Any]]) -> Iterator[Advice]:
    """Find words or numbers by which only the right option fits the stem."""
    key = next((option for option in options if option.get("correct")), None)
    others = [option["text"] for option in options if option is not key]
    if key is None or len(others) < 2:
        return
    elsewhere = set().union(*(_telling(text) for text in others))
    echoes = sorted((_telling(key["text"]) & _telling(_question(stem))) - elsewhere)
    repeated = any(_telling(text) & _telling(_question(stem)) for text in others)
    if echoes and not repeated:
        yield Advice(
            "options",
            "Hanya jawaban yang benar mengulang kata «%(word)s» dari soal. Itu memberi petunjuk.",
            {"word": echoes[0]},
        )
    is_only_number = DIGIT.search(key["text"]) and not any(NUMBER.search(text.lower()) for text in others)
    if re.search(r"\bberapa\b", _question(stem)) and is_only_number:
        yield Advice("options", "Soalnya bertanya berapa, dan hanya jawaban yang benar berisi angka.")


def _of_ranges(options: Sequence[dict[str, Any]]) -> Iterator[Advice]:
    """Find two options that are ranges of numbers of one unit, and have a number in common."""
    ranges = []
    for option in options:
        if match := RANGE.fullmatch(option["text"].lower().strip(" .")):
            low, high = (float(match[n].replace(",", ".")) for n in (1, 2))
            ranges.append((low, high, match[3], option["text"]))
    for (low, high, unit, text), (next_low, next_high, next_unit, next_text) in zip(
        sorted(ranges), sorted(ranges)[1:], strict=False
    ):
        if unit == next_unit and next_low <= high and low <= next_high:
            yield Advice(
                "options",
                "Pilihan «%(one)s» dan «%(other)s» bertumpang. Satu angka hanya boleh di satu pilihan.",
                {"one": text, "other": next_text},
            )


def _of_feedback(type_code: str, body: Body) -> Iterator[Advice]:
    if body.get("explanation") or any((body.get("feedback") or {}).values()):
        return
    parts = body.get("options" if type_code in MOST_OPTIONS else "answers") or []
    silent = [part for part in parts if not part.get("feedback")]
    if type_code in MOST_OPTIONS and len(silent) < len(parts):
        if silent:
            yield Advice(
                "options",
                "%(n)s pilihan belum punya kata-kata sesudah menjawab: «%(words)s».",
                {"n": len(silent), "words": _short(silent[0]["text"])},
            )
    elif len(silent) == len(parts):
        yield Advice(
            "explanation",
            "Belum ada kata-kata sesudah menjawab. Tulis mengapa jawabannya begitu; dari situ kader belajar.",
        )


def _question(stem: str) -> str:
    """Return the part of a stem that asks: its last question, else its last sentence."""
    sentences: list[str] = [
        sentence.strip() for sentence in re.findall(r"[^.?!\n]+(?:[.?!]|$)", _plain(stem)) if sentence.strip()
    ]
    asking = [sentence for sentence in sentences if sentence.endswith("?")]
    return (asking or sentences or [""])[-1]


def _telling(text: str) -> set[str]:
    words = re.findall(r"[a-z]+", fold(text))
    return {word.removesuffix("nya") for word in words if len(word) >= TELLING_WORD and word not in EVERYDAY}


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def _short(text: str) -> str:
    return shorten(text, SHOWN, placeholder=" …")
