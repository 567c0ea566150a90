"""What Pak Budi sends: files, pasted text, pictures, files that nobody can read; and what he gets out again."""

import base64
import io
import zipfile

import pytest
from PIL import Image

from assessments.bank.models import QuestionImport
from tests.assessments.bank.importing.pages import GIFT, send
from tests.client import Browser
from tests.factories import Make, count_rows


def test_pasted_text_is_read_like_a_file(budi: Browser) -> None:
    page = budi.get("question_imports.upload")

    preview = budi.follow(budi.submit(page, form="main form", text=GIFT))

    assert "Teks yang ditempel" in preview.words
    assert "Baru: 2" in preview.words


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b" \n", "kosong.txt", "Berkas ini kosong."),
        (b"%PDF-1.7 ...", "soal.pdf", "PDF tidak bisa dibaca"),
        (b"\xd0\xcf\x11\xe0....", "soal.doc", "Office lama"),
        (b"PK\x03\x04rusak", "soal.docx", "bukan Word (.docx) atau Excel"),
        ("Hari apa? é".encode("cp1252"), "soal.txt", "UTF-8"),
        (b'<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY a "b">]><quiz>&a;</quiz>', "soal.xml", "DOCTYPE"),
        (b"Hanya kata-kata, tanpa soal.", "soal.txt", "soal"),
    ],
)
def test_a_file_that_cannot_be_read_is_explained(budi: Browser, content: bytes, name: str, said: str) -> None:
    page = send(budi, content, status=422, name=name, text="", skill="germas")

    error = page.select_one("#file-error")
    assert error is not None
    assert said in page.words
    assert page.value("#skill option[selected]") == "germas"
    assert count_rows(QuestionImport) == 0


def test_what_was_pasted_is_kept(budi: Browser) -> None:
    page = budi.get("question_imports.upload")

    again = budi.submit(page, form="main form", status=422, text="Bukan soal & bukan jawaban")

    field = again.select_one("#text")
    assert field is not None
    assert field.get_text().strip() == "Bukan soal & bukan jawaban"
    assert again.select_one("#text-error") is not None


def test_a_larger_file_than_elsewhere_fits_but_not_any(budi: Browser) -> None:
    comment = b"// " + b"x" * 70 + b"\n"
    large = comment * (6 * 1024**2 // len(comment)) + b"\n" + GIFT.encode()
    assert "Baru: 2" in send(budi, large).words

    too_large = budi.raw(
        "/soal/impor", method="POST", data={"file": (io.BytesIO(bytes(22 * 1024**2)), "x.txt")}
    )
    assert too_large.status_code == 413
    assert "paling besar 20 MB" in too_large.get_data(as_text=True)


@pytest.mark.parametrize("name", ["contoh-teks.txt", "contoh-gift.txt", "contoh-aiken.txt", "templat.csv"])
def test_the_example_files_come_in_as_they_are(budi: Browser, name: str) -> None:
    response = budi.raw(f"/soal/impor/{name}")

    assert response.status_code == 200
    preview = send(budi, response.data, name=name)
    assert "Baru: " in preview.words
    assert not preview.select(".error")


def test_an_empty_template_holds_no_question(budi: Browser) -> None:
    response = budi.raw("/soal/impor/templat.xlsx")

    assert "Tidak ada soal" in send(budi, response.data, status=422, name="templat.xlsx").words


def test_an_export_says_first_what_it_cannot_hold(budi: Browser, make: Make) -> None:
    make.question("germas", "matching", region_code="17.02")
    page = budi.get("question_imports.export", keterampilan="germas", milik="kami")
    assert "Periksa dulu" in page.words

    report = budi.get("question_imports.export", keterampilan="germas", milik="kami", format="aiken")
    assert "Soal ke-1." in report.words
    assert "Unduh berkas" not in report.words

    gift = budi.get("question_imports.export", keterampilan="germas", milik="kami", format="gift")
    file = budi.raw(str(next(a["href"] for a in gift.select("a") if "Unduh" in a.get_text())))
    assert file.status_code == 200
    assert "attachment" in file.headers["Content-Disposition"]
    assert "Jodohkan imunisasi" in file.get_data(as_text=True)
    assert "Periksa dulu" in budi.follow(budi.open("/soal/ekspor/berkas?format=docx", status=302)).words


def test_pictures_come_along_small_and_go_out_again(budi: Browser) -> None:
    drawn = io.BytesIO()
    Image.new("RGB", (1600, 900), "purple").save(drawn, "PNG")
    file = base64.b64encode(drawn.getvalue()).decode()
    xml = f"""<quiz><question type="truefalse"><name><text>Gambar</text></name><questiontext format="html">
<text><![CDATA[Ini ungu. <img src="@@PLUGINFILE@@/ungu.png" alt="bidang ungu">]]></text>
<file name="ungu.png" path="/" encoding="base64">{file}</file></questiontext>
<answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer>
</question></quiz>"""
    preview = send(budi, xml, name="soal.xml")

    picture = preview.select_one("section.card img")
    assert picture is not None
    assert picture["alt"] == "bidang ungu"
    assert budi.raw(str(picture["src"])).status_code == 200
    budi.submit(preview)
    written = budi.raw("/soal/ekspor/berkas?format=moodle-xml&milik=kami")
    again = send(budi, written.data, name="soal.xml")
    assert "Sudah ada: 1" in again.words
    assert "Baru" not in again.words


@pytest.mark.timeout(60)
def test_a_small_file_cannot_become_a_large_one(budi: Browser) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"<w>" + b" " * 300_000_000)

    refused = send(budi, bomb.getvalue(), status=422, name="soal.docx")

    assert refused.select_one("#file-error") is not None
    assert count_rows(QuestionImport) == 0
