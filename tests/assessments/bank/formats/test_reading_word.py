"""A test in Word becomes questions: automatic numbers, marks, pictures, tables; what cannot be taken is named."""

import pytest

from assessments.bank.formats.base import LARGEST_PICTURE
from assessments.bank.formats.docx import FORMAT, read
from tests.assessments.bank.formats.word import Word, changed, png, right, texts

NUMBERS, LETTERS = ("decimal", "%1."), ("upperLetter", "%2.")


def choice(word: Word, *options: str | tuple[str, str], stem: str = "1. Ibu kota?") -> Word:
    """Write a question with three typed options."""
    word.say(stem)
    for letter, option in zip("ABC", options, strict=False):
        word.say(f"{letter}. ", option)
    return word


def notes(word: Word) -> list[str]:
    (item,) = word.read().items
    return [note.text for note in item.notes]


@pytest.mark.parametrize(
    ("mark", "found"),
    [
        ("bold", "Kunci dari huruf tebal"),
        ("underline", "Kunci dari garis bawah"),
        ("highlight", "Kunci dari stabilo atau warna latar"),
        ("red", "Kunci dari warna huruf"),
    ],
)
def test_the_marked_option_is_the_key(mark: str, found: str) -> None:
    (item,) = choice(Word(), "Curup", ("Bengkulu", mark), "Manna").read().items

    assert (right(item), item.key_found, item.notes, item.line) == ("b", found, [], 1)


def test_two_marked_options_make_a_multiple_choice() -> None:
    (item,) = choice(Word(), ("Curup", "bold"), "Bengkulu", ("Manna", "bold")).read().items

    assert (item.type, right(item)) == ("multiple", "ac")


def test_a_marked_letter_is_enough() -> None:
    word = Word()
    word.say("1. Ibu kota?")
    word.say("A. Curup")
    word.say(("B.", "bold"), " Bengkulu")

    (item,) = word.read().items
    assert right(item) == "b"


def test_where_all_is_bold_nothing_is_the_key() -> None:
    word = Word()
    for text in ("1. Ibu kota?", "A. Curup", "B. Bengkulu"):
        word.say((text, "bold"))

    (item,) = word.read().items
    assert (right(item), [note.text for note in item.notes]) == (
        "",
        ["Kunci tidak ditemukan. Pilih jawaban yang benar."],
    )


def test_one_bold_word_inside_an_option_is_no_key() -> None:
    word = Word()
    word.say("1. Mana?")
    word.say("A. ", ("bukan", "bold"), " ini")
    word.say("B. itu")

    assert right(word.read().items[0]) == ""


def test_two_marks_that_differ_give_no_key() -> None:
    assert notes(choice(Word(), ("Curup", "bold"), ("Bengkulu", "highlight"))) == [
        "Kunci berbeda: Kunci dari huruf tebal (A), Kunci dari stabilo atau warna latar (B). Pilih jawaban yang benar."
    ]


def test_a_mark_may_come_from_a_style() -> None:
    word = Word()
    word.document.styles.add_style("Kunci", 2).font.bold = True
    choice(word, "Curup", "Bengkulu")
    word.document.paragraphs[2].runs[1].style = "Kunci"

    assert right(word.read().items[0]) == "b"


def test_numbers_and_letters_that_word_sets_itself() -> None:
    word = Word()
    list_ = word.lists(NUMBERS, LETTERS)
    for stem in ("Satu?", "Dua?"):
        word.say(stem, num=(list_, 0))
        for option in ("x", ("y", "bold"), "z"):
            word.say(option, num=(list_, 1))
    word.say("Kunci jawaban: 1. B 2. B")

    parsed = word.read()
    assert [(item.line, item.body["stem"], texts(item), right(item)) for item in parsed.items] == [
        (1, "Satu?", ["x", "y", "z"], "b"),
        (5, "Dua?", ["x", "y", "z"], "b"),
    ]
    assert parsed.problems == []


@pytest.mark.parametrize("pattern", [("lowerLetter", "%1)"), ("upperLetter", "(%1)"), ("upperLetter", "%1")])
def test_each_question_has_a_list_of_letters_of_its_own(pattern: tuple[str, str]) -> None:
    word = Word()
    numbers, letters = word.lists(NUMBERS), word.lists(pattern)
    for stem in ("Satu?", "Dua?"):
        again = word.lists(of=letters, start=1)
        word.say(stem, num=(numbers, 0))
        word.say("x", num=(again, 0))
        word.say("y", num=(again, 0))

    assert [(item.body["stem"], texts(item)) for item in word.read().items] == [
        ("Satu?", ["x", "y"]),
        ("Dua?", ["x", "y"]),
    ]


def test_numbers_from_a_style_and_options_as_bullets() -> None:
    word = Word()
    for stem in ("Satu?", "Dua?"):
        word.say(stem, style="List Number")
        word.say("x", style="List Bullet")
        word.say("y", style="List Bullet")

    assert [texts(item) for item in word.read().items] == [["x", "y"], ["x", "y"]]


def test_roman_sections_and_a_nested_number() -> None:
    word = Word()
    word.say("Pilihan ganda", num=(word.lists(("upperRoman", "%1.")), 0))
    list_ = word.lists(NUMBERS, ("decimal", "%1.%2"))
    word.say("Satu?", num=(list_, 0))
    word.say("sebuah pernyataan", num=(list_, 1))
    word.say("A. x\tB. y")

    parsed = word.read()
    assert parsed.items[0].body["stem"] == "Satu?\n1.1 sebuah pernyataan"
    assert [problem.line for problem in parsed.problems] == [1]


def test_all_in_one_paragraph_with_breaks() -> None:
    word = Word()
    word.say("1. Ibu kota?\nA. Curup\nB. ", ("Bengkulu", "bold"), "\nC. Manna")

    (item,) = word.read().items
    assert (texts(item), right(item)) == (["Curup", "Bengkulu", "Manna"], "b")


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


LOST = {
    "<m:oMath NS><m:r><m:t>x=1</m:t></m:r></m:oMath>": "Rumus tidak diambil; di tempatnya ada [rumus]: x=1",
    "<w:r NS><w:footnoteReference w:id='2'/></w:r>": "Catatan kaki tidak diambil.",
    "<w:r NS><w:commentReference w:id='2'/></w:r>": "Komentar tidak diambil.",
    "<w:ins NS w:id='1'><w:r><w:t> baru</w:t></w:r></w:ins>": (
        "Ada perubahan terlacak: yang ditambah diambil, yang dihapus tidak."
    ),
    "<w:del NS w:id='1'><w:r><w:delText>lama</w:delText></w:r></w:del>": (
        "Ada perubahan terlacak: yang ditambah diambil, yang dihapus tidak."
    ),
    "<w:r NS><w:rPr><w:vanish/></w:rPr><w:t>rahasia</w:t></w:r>": "Teks tersembunyi tidak diambil: rahasia",
    "<w:r NS><w:pict><w:txbxContent><w:p><w:r><w:t>kotak</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>": (
        "Kotak teks tidak diambil: kotak"
    ),
    "<w:r NS><w:object/></w:r>": "Benda sisipan (misalnya rumus lama atau tabel Excel) tidak diambil.",
    "<w:r NS><w:drawing/></w:r>": "Bentuk, bagan atau diagram tidak diambil. Simpan sebagai gambar dulu.",
    "<w:r NS><w:drawing><a:blip r:embed='rId99'/></w:drawing></w:r>": "Gambar ini rusak.",
    "<w:r NS><w:drawing><a:blip r:link='rId99'/></w:drawing></w:r>": "Gambar ini hanya tautan ke luar, jadi tidak diambil.",
    "<w:r NS><w:sym w:char='F0AB'/></w:r>": "Tanda dari huruf simbol tidak terbaca; di tempatnya ada [simbol].",
}


@pytest.mark.parametrize("xml", LOST)
def test_what_cannot_be_taken_is_named_at_its_question(xml: str) -> None:
    word = Word()
    word.insert(word.say("1. Apa?"), xml)
    word.say("A. ya")
    word.say("B. ", ("tidak", "bold"))

    assert LOST[xml] in notes(word)


def test_raised_figures_and_ticks_keep_their_sense() -> None:
    word = Word()
    word.insert(
        word.say("1. kg/m"), "<w:r NS><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>2</w:t></w:r>"
    )
    word.say("A. ya")
    word.insert(word.say("B. tidak "), "<w:r NS><w:sym w:font='Wingdings' w:char='F0FC'/></w:r>")

    (item,) = word.read().items
    assert (item.body["stem"], right(item), texts(item)) == ("kg/m²", "b", ["ya", "tidak"])


def test_headers_and_footers_are_named() -> None:
    word = choice(Word(), "x", "y")
    word.document.sections[0].header.paragraphs[0].text = "Puskesmas Curup"

    assert [problem.text for problem in word.read().problems] == ["Kepala halaman (header) tidak diambil."]


def test_a_picture_that_is_too_large_or_of_a_strange_kind_is_named() -> None:
    word = Word()
    word.picture(word.say("1. Apa?"), "x")
    choice(word, "x", "y", stem="Ya?")
    large = changed(
        word.save(), "word/media/image1.png", lambda old: old + bytes(range(256)) * (LARGEST_PICTURE // 256)
    )

    assert "Gambar ini terlalu besar: paling banyak 10 MB." in [
        note.text for note in read(large).items[0].notes
    ]


def test_it_is_only_read() -> None:
    assert FORMAT.write is None
