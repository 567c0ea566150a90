"""A trainer fills in our table, as a workbook or as CSV: each row a question, each slip a sentence at its row."""

import io
from datetime import date
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from assessments.bank.formats import csv_table, xlsx
from assessments.bank.formats.base import BadFile
from assessments.bank.formats.table_columns import TYPES
from tests.assessments.bank.formats.tables import only, parse, refusal, sheet
from tests.assessments.bank.formats.word import right, texts


def test_the_template_holds_no_question_and_an_example_of_each_type() -> None:
    content = xlsx.write_template()
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))

    assert book.sheet_names == ["Soal", "Petunjuk", "Contoh"]
    assert [problem.text for problem in xlsx.read(content).problems] == [
        "Tidak ada soal di bawah judul kolom."
    ]
    example_rows = [[str(cell) for cell in row] for row in book.get_sheet_by_name("Contoh").to_python()]
    parsed = xlsx.read(sheet(*example_rows))
    assert [item.type for item in parsed.items] == list(TYPES)
    assert (parsed.problems, [item.notes for item in parsed.items]) == ([], [[]] * len(TYPES))


def test_a_choice() -> None:
    item = only(
        jenis="pilihan ganda",
        pilihan_A="ya",
        pilihan_B="tidak",
        kunci="B",
        umpan_balik_A="Bukan.",
        pembahasan="Sebab.",
    )

    assert (item.type, item.line, item.notes) == ("single", 2, [])
    assert item.body == {
        "stem": "Apa?",
        "options": [
            {"id": "a", "text": "ya", "correct": False, "feedback": "Bukan."},
            {"id": "b", "text": "tidak", "correct": True},
        ],
        "explanation": "Sebab.",
    }


@pytest.mark.parametrize("key", ["A,C", "A C", "a;c", "A dan C", "AC"])
def test_several_right_options(key: str) -> None:
    item = only(jenis="", pilihan_A="x", pilihan_B="y", pilihan_C="z", kunci=key, penilaian="sebagian")

    assert (item.type, right(item), item.body["scoring"]) == ("multiple", "ac", "partial")


def test_what_stands_around_a_question() -> None:
    item = only(
        id="kms-1", keterampilan="baca-kms", kesulitan="sulit", tag="asi, gizi", judul="KMS", kunci="benar"
    )

    assert (item.slug, item.category, item.difficulty, item.tags, item.title) == (
        "kms-1",
        "baca-kms",
        3,
        ["asi", "gizi"],
        "KMS",
    )


@pytest.mark.parametrize(
    ("cells", "body"),
    [
        ({"kunci": "salah", "umpan balik benar": "Ya."}, {"answer": False, "feedback": {"right": "Ya."}}),
        (
            {"kunci": "6,4", "toleransi": "0,1", "satuan": "kg"},
            {"answer": "6.4", "tolerance": "0.1", "unit": "kg"},
        ),
        ({"kunci": "1.250"}, {"answer": "1250", "tolerance": "0", "unit": ""}),
        (
            {"kunci": "KMS|kartu"},
            {"answers": [{"text": "KMS"}, {"text": "kartu"}]},
        ),
        (
            {"jenis": "menjodohkan", "pilihan A": "a = 1", "pilihan B": "= 2"},
            {
                "pairs": [{"id": "a", "left": "a", "right": "1"}],
                "extra": [{"id": "b", "text": "2"}],
                "scoring": "partial",
            },
        ),
        (
            {"jenis": "Mengurutkan", "pilihan A": "x", "pilihan B": "y"},
            {"items": [{"id": "a", "text": "x"}, {"id": "b", "text": "y"}], "scoring": "all"},
        ),
        ({"jenis": "bacaan"}, {}),
    ],
)
def test_the_other_types(cells: dict[str, str], body: dict[str, Any]) -> None:
    (item,) = parse({"soal": "Apa?", **cells}).items

    assert (item.body, item.notes) == ({"stem": "Apa?", **body}, [])


def test_a_cloze() -> None:
    item = only(
        jenis="melengkapi kalimat",
        soal="Lengkapi.\n---\nSatu {1}, dua {2}.",
        pilihan_A="x|y",
        pilihan_B="x|*y",
    )

    assert (item.body["stem"], item.body["text"]) == ("Lengkapi.", "Satu {1}, dua {2}.")
    assert [[o["correct"] for o in gap["options"]] for gap in item.body["gaps"]] == [
        [True, False],
        [False, True],
    ]


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        (
            {"pilihan A": "x", "pilihan B": "y", "kunci": "C"},
            "Kunci “C” tidak cocok dengan pilihan yang ada.",
        ),
        ({"pilihan A": "x", "pilihan B": "y"}, "Kunci masih kosong."),
        ({"jenis": "benar/salah", "kunci": "mungkin"}, "Kunci harus benar atau salah."),
        ({"jenis": "angka", "kunci": "kira-kira 5"}, "Isi kolom kunci bukan angka: kira-kira 5"),
        ({"jenis": "menjodohkan", "pilihan A": "x"}, "Pilihan A bukan pasangan. Tulis: kiri = kanan."),
        ({"kunci": "benar", "kesulitan": "5"}, "Kesulitan tidak dikenal: 5. Tulis mudah, sedang atau sulit."),
        ({"kunci": "benar", "satuan": "kg"}, "Isi kolom ini tidak dipakai untuk jenis soal ini: satuan"),
        (
            {"jenis": "mengurutkan", "pilihan A": "x", "penilaian": "?"},
            "Isi kolom penilaian tidak dikenal: ?. Tulis semua atau sebagian.",
        ),
        ({"pilihan A": "x", "kunci": "A", "umpan balik B": "y"}, "Umpan balik B tidak punya pilihan."),
    ],
)
def test_a_slip_is_named_at_its_row(cells: dict[str, str], sentence: str) -> None:
    (item,) = parse({"soal": "Apa?", **cells}).items

    assert [(note.line, note.text) for note in item.notes] == [(2, sentence)]


def test_rows_that_ask_nothing_are_named() -> None:
    parsed = parse(
        {"kunci": "B"}, {}, {"soal": "?", "jenis": "esai"}, {"soal": "?"}, {"soal": "Ya?", "kunci": "benar"}
    )

    assert [item.line for item in parsed.items] == [6]
    assert [problem.line for problem in parsed.problems] == [2, 4, 5]


def test_headings_in_any_order_and_kindly() -> None:
    parsed = parse(
        {"KUNCI Jawaban": "A", "Pertanyaan": "Apa?", "Opsi A": "x", "opsi B": "y", "warna": "merah"},
        headings=["KUNCI Jawaban", "Opsi A", "warna", "opsi B", "Pertanyaan"],
    )

    assert (texts(parsed.items[0]), right(parsed.items[0])) == (["x", "y"], "a")
    assert [(p.line, p.text) for p in parsed.problems] == [
        (1, "Kolom ini tidak dikenal, jadi tidak dibaca: warna")
    ]


def test_what_lacks_its_headings_is_refused() -> None:
    assert (
        refusal(csv_table.read, b"jenis;soal\nx;y")
        == "Kolom ini tidak ada: kunci. Pakai templat dari halaman ini."
    )
    assert (
        refusal(csv_table.read, b"1. Apa?\nA. ya")
        == "Judul kolom tidak ditemukan. Pakai templat dari halaman ini."
    )
    assert "judul" in refusal(csv_table.read, b"").casefold()


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_csv_of_every_kind(delimiter: str, encoding: str, end: str) -> None:
    rows: list[list[str]] = [
        ["Soal bidan"],
        [],
        ["soal", "kunci", "pilihan A", "pilihan B"],
        ['"Apa, ""KMS""; \n itu?"', "A", "kartu", "buku"],
    ]

    parsed = csv_table.read(end.join(delimiter.join(row) for row in rows).encode(encoding))

    (item,) = parsed.items
    assert (item.line, item.body["stem"], right(item)) == (4, 'Apa, "KMS"; \n itu?', "a")
    assert [problem.line for problem in parsed.problems] == [1]


def test_a_quote_left_open_is_refused_with_its_row() -> None:
    with pytest.raises(BadFile) as refused:
        csv_table.read(b'soal;kunci\nx;benar\n"y;benar\n')
    assert refused.value.problem.line == 3
    assert "UTF-8" in refusal(csv_table.read, "soal;kunci\nbayi \xe9;benar".encode("cp1252"))


def test_a_workbook_with_numbers_and_truths_typed_as_such() -> None:
    heads = ["soal", "kunci", "jenis", "pilihan A", "pilihan B", "id"]
    parsed = xlsx.read(
        sheet(heads, ["Berapa?", 6.4, "angka", "", "", 7], ["Ya?", True], [], ["Mana?", "A", "", 700, 0.5])
    )

    number, statement, choice = parsed.items
    assert (number.body["answer"], number.slug, statement.body["answer"]) == ("6.4", "7", True)
    assert (choice.line, texts(choice)) == (5, ["700", "0,5"])


def test_what_excel_made_a_date_of_is_named() -> None:
    parsed = xlsx.read(sheet(["soal", "kunci"], ["Apa?", date(2025, 2, 1)]))

    assert [(p.line, p.text) for p in parsed.problems] == [
        (2, "Excel mengubah isian menjadi tanggal: 2025-02-01. Ketik lagi di templat, sebagai teks.")
    ]
