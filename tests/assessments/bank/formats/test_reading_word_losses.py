"""What of a Word document cannot be taken is named where it stands."""

import pytest

from app.pictures import LARGEST_PICTURE
from assessments.bank.formats.docx import FORMAT, read
from tests.assessments.bank.formats.word import Word, changed, choice, notes, right, texts

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
