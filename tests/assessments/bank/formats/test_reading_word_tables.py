"""Pictures and tables of a test in Word: options in cells, keys in cells, a question in each row."""

import pytest

from tests.assessments.bank.formats.word import Word, choice, png, right, texts


def test_pictures_come_along_in_stem_and_options() -> None:
    word = Word()
    word.picture(word.say("1. Titik mana? "), "KMS Siti")
    word.picture(word.say("A. "), "titik A")
    word.picture(word.say("B. titik "), "")

    (item,) = word.read().items
    assert item.body["pictures"] == [{"file": "gambar-1.png", "alt": "KMS Siti"}]
    assert [option["picture"]["alt"] for option in item.body["options"]] == ["titik A", ""]
    assert texts(item) == ["", "titik"]
    assert item.pictures == {f"gambar-{n}.png": png() for n in (1, 2, 3)}


def test_options_in_a_table_by_columns() -> None:
    word = Word()
    word.say("1. Ibu kota?")
    word.table(("A. Curup", "C. Manna"), ("B. Bengkulu", "D. Ipuh"))
    word.say("2. Lagi?")
    word.table(("A.", "x", "B.", "y"))
    word.say("3. Lagi?")
    word.table(("A", "x"), ("B", "y"))

    assert [texts(item) for item in word.read().items] == [
        ["Curup", "Bengkulu", "Manna", "Ipuh"],
        ["x", "y"],
        ["x", "y"],
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [("No", "Kunci"), ("1", "B"), ("2", "A")],
        [("1", "B"), ("2", "A")],
        [("1.", "B", "2.", "A")],
        [("1", "2"), ("B", "A")],
        [("Nomor", "Kunci", "Nomor", "Kunci"), ("1", "b", "2", "a")],
    ],
)
@pytest.mark.parametrize("heading", ["Kunci jawaban", ""])
def test_keys_in_a_table(rows: list[tuple[str, ...]], heading: str) -> None:
    word = choice(choice(Word(), "x", "y"), "x", "y", stem="2. Lagi?")
    if heading:
        word.say(heading)
    word.table(*rows)

    assert [(right(item), item.key_found) for item in word.read().items] == [
        ("b", "Kunci dari daftar di akhir"),
        ("a", "Kunci dari daftar di akhir"),
    ]


def test_a_table_with_a_question_in_each_row() -> None:
    word = Word()
    word.table(("No", "Soal", "A", "B", "Kunci"), ("1", "Satu?", "x", "y", "B"), ("2", "Dua?", "x", "y", "A"))
    word.table(
        ("No", "Pernyataan", "Benar", "Salah"), ("1", "ASI baik.", "√", ""), ("2", "Gula sayur.", "", "v")
    )

    items = word.read().items
    assert [(item.body["stem"], right(item)) for item in items[:2]] == [("Satu?", "b"), ("Dua?", "a")]
    assert [(item.body["stem"], item.body["answer"]) for item in items[2:]] == [
        ("ASI baik.", True),
        ("Gula sayur.", False),
    ]


def test_a_table_of_data_stays_with_its_stem() -> None:
    word = Word()
    word.say("1. Baca tabel ini.")
    word.table(("Umur", "Berat"), ("1 bulan", "4,5 kg"))
    choice(word, "x", "y", stem="Berapa?")

    (item,) = word.read().items
    assert item.body["stem"] == "Baca tabel ini.\nUmur | Berat\n1 bulan | 4,5 kg\nBerapa?"
    assert "Tabel ini ditulis sebagai teks, satu baris tabel satu baris teks." in [
        note.text for note in item.notes
    ]
