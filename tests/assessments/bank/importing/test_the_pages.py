"""Pak Budi brings his questions: he sees each as it will look, mends one, applies them all once, and takes them back."""

import io
from typing import Any

import pytest
from sqlalchemy import select

from app.audit import AuditEvent
from app.db import db
from assessments.bank.models import Question, QuestionImport, QuestionImportItem, QuestionVersion
from tests.client import Browser, Page, held_by
from tests.factories import Make, count_rows, reload
from tests.queries import counted

GIFT = """::Hari::Hari apa sesudah Senin? {=Selasa ~Rabu ~Kamis}

::Minggu::Satu minggu ada berapa hari? {#7}

::Rusak::Hari apa sebelum Senin? {=Minggu ~Minggu}
"""


@pytest.fixture
def budi(browser: Browser, make: Make) -> Browser:
    browser.sign_in(make.user("pelatih").sign_in_name)
    return browser


def send(browser: Browser, content: str | bytes, status: int = 303, **fields: Any) -> Page:
    """Upload a file and open the preview."""
    page = browser.get("question_imports.upload")
    raw = content.encode() if isinstance(content, str) else content
    name = fields.pop("name", "soal.txt")
    data = {**held_by(page.select("main form")[0]), "file": (io.BytesIO(raw), name), **fields}
    answer = browser.open("/soal/impor", status=status, method="POST", data=data)
    return browser.follow(answer) if status == 303 else answer


def ours() -> list[str]:
    """Return the titles of the kabupaten's own questions in use."""
    db.close()
    wanted = (Question.region_code == "17.02", Question.retired_at.is_(None))
    found = list(db.session.scalars(select(Question.title).where(*wanted).order_by(Question.title)))
    db.close()
    return found


def test_nothing_changes_before_he_applies_it(budi: Browser) -> None:
    preview = send(budi, GIFT, skill="germas")

    assert "Baru: 2" in preview.words
    assert "Masukkan 2 soal" in preview.words
    assert ours() == []

    done = budi.follow(budi.submit(preview))

    assert done.heading == "Impor selesai"
    assert ours() == ["Hari", "Minggu"]
    kept = db.session.scalars(select(QuestionImport)).one()
    assert (kept.outcome["added"], kept.outcome["left"]) == (2, 1)
    assert count_rows(QuestionImportItem) == 0
    assert count_rows(AuditEvent, AuditEvent.verb == "applied") == 1
    found = budi.open("/soal?q=sesudah+senin")
    assert [link.get_text(strip=True) for link in found.select("tbody a")] == ["Hari"]


def test_each_question_is_shown_as_it_will_look_with_its_key(budi: Browser) -> None:
    preview = send(budi, GIFT)
    new = budi.open(f"{preview.response.request.path}?lihat=baru")

    card = new.select("section.card")[0]
    assert [label.get_text(strip=True) for label in card.select("label.opt")] == ["Selasa", "Rabu", "Kamis"]
    assert "Kunci: Selasa" in " ".join(card.get_text(" ").split())


def test_a_broken_question_is_mended_on_its_page(budi: Browser) -> None:
    preview = send(budi, GIFT)
    card = preview.select_one("section.card")
    assert card is not None
    assert "Hari apa sebelum Senin?" in card.get_text()

    edit = budi.click(preview, "Betulkan")
    wrong = budi.submit(edit, status=422, form="main form", stem="")
    assert wrong.select(".error")
    after = budi.follow(budi.submit(edit, form="main form", **{"options-1-text": "Sabtu"}))

    assert "Masukkan 3 soal" in after.words
    budi.submit(after)
    assert ours() == ["Hari", "Minggu", "Rusak"]


def test_the_key_is_chosen_with_one_tap(budi: Browser) -> None:
    preview = send(budi, "1. Hari apa sesudah Senin?\nA. Selasa\nB. Rabu\n", format_code="text")
    assert "Mana kuncinya?" in preview.words

    form = preview.select("section.card form")[0]
    data = {**held_by(form), "key": "a"}
    answer = budi.open(str(form["action"]), status=303, method="POST", data=data)
    after = budi.follow(answer)

    assert "Masukkan 1 soal" in after.words
    budi.submit(after)
    body = db.session.scalars(
        select(QuestionVersion.body).join(QuestionVersion.question).where(Question.region_code == "17.02")
    ).one()
    assert [option.get("correct") for option in body["options"]] == [True, False]


def test_one_is_left_out_and_taken_in_again(budi: Browser) -> None:
    preview = send(budi, GIFT)
    new = budi.open(f"{preview.response.request.path}?lihat=baru")

    after = budi.follow(budi.submit(new, form='section.card form[action*="/ikut"]'))
    assert "Masukkan 1 soal" in after.words
    assert "tidak diikutkan" in after.words
    again = budi.follow(budi.submit(after, form='section.card form[action*="/ikut"]'))
    assert "Masukkan 2 soal" in again.words

    budi.submit(budi.follow(budi.submit(again, form='section.card form[action*="/ikut"]')))
    assert ours() == ["Minggu"]


def test_applying_twice_is_once(budi: Browser) -> None:
    preview = send(budi, GIFT)

    budi.submit(preview)
    again = budi.follow(budi.submit(preview))

    assert "sudah diterapkan sebelumnya" in again.words
    assert ours() == ["Hari", "Minggu"]


def test_the_same_file_again_is_nothing_to_do(budi: Browser) -> None:
    budi.submit(send(budi, GIFT))
    preview = send(budi, GIFT)

    assert "Sudah ada: 2" in preview.words
    assert "Masukkan" not in preview.words


def test_what_changed_since_is_shown_before_it_is_done(budi: Browser, make: Make, new_browser: Any) -> None:
    preview = send(budi, GIFT)
    ani = new_browser()
    ani.sign_in(make.user("pelatih", "17.02.09").sign_in_name)
    ani.submit(send(ani, GIFT))

    again = budi.follow(budi.submit(preview))

    assert "Belum diterapkan" in again.words
    assert "Sudah ada: 2" in again.words
    assert ours() == ["Hari", "Minggu"]


def test_a_colleague_who_mends_makes_him_look_again(budi: Browser, make: Make, new_browser: Any) -> None:
    preview = send(budi, GIFT)
    ani = new_browser()
    ani.sign_in(make.user("pelatih", "17.02.09").sign_in_name)
    hers = ani.open(f"{preview.response.request.path}?lihat=baru")
    ani.submit(hers, form='section.card form[action*="/ikut"]')

    again = budi.follow(budi.submit(preview))

    assert "Belum diterapkan" in again.words
    budi.submit(again)
    assert ours() == ["Minggu"]


def test_it_is_undone(budi: Browser) -> None:
    done = budi.follow(budi.submit(send(budi, GIFT)))

    undone = budi.follow(budi.submit(done))

    assert "diurungkan" in undone.words
    assert ours() == []
    assert not undone.select("main form")
    budi.submit(done)
    assert count_rows(AuditEvent, AuditEvent.verb == "undone") == 1
    budi.submit(send(budi, GIFT))
    assert ours() == ["Hari", "Minggu"]  # the same questions, in use again
    assert count_rows(Question, Question.region_code == "17.02") == 2


def test_a_changed_question_says_again_what_it_said(budi: Browser) -> None:
    budi.submit(send(budi, GIFT))
    key = db.session.scalars(select(Question).where(Question.title == "Hari")).one()
    preview = send(
        budi, f"// [id:{key.slug}] [tag:baru]\n::Hari Selasa::Apa sesudah Senin? {{=Selasa ~Rabu ~Kamis}}"
    )
    assert "Berubah: 1" in preview.words

    done = budi.follow(budi.submit(preview))
    assert ours() == ["Hari Selasa", "Minggu"]
    budi.submit(done)

    assert ours() == ["Hari", "Minggu"]
    db.close()
    versions = db.session.scalars(
        select(QuestionVersion).where(QuestionVersion.question_id == key.id).order_by(QuestionVersion.number)
    ).all()
    assert [one.body["stem"] for one in versions] == [
        "Hari apa sesudah Senin?",
        "Apa sesudah Senin?",
        "Hari apa sesudah Senin?",
    ]
    assert versions[0].body == versions[2].body


def test_a_shipped_question_becomes_the_kabupatens_own_copy(budi: Browser) -> None:
    shipped = "asi-air-putih-panas"
    preview = send(budi, f"// [id:{shipped}]\nBolehkah bayi minum air putih? {{=Tidak ~Ya}}")
    assert "Berubah: 1" in preview.words

    done = budi.follow(budi.submit(preview))

    original = db.session.scalars(select(Question).where(Question.slug == shipped)).one()
    copy = db.session.scalars(select(Question).where(Question.copy_of == original.id)).one()
    assert copy.region_code == "17.02"
    budi.submit(done)
    assert reload(Question, copy.id).retired_at is None
    db.close()
    newest = select(QuestionVersion.body).where(QuestionVersion.question_id == copy.id)
    bodies = db.session.scalars(newest.order_by(QuestionVersion.number)).all()
    was = db.session.scalars(
        select(QuestionVersion.body).where(QuestionVersion.question_id == original.id)
    ).one()
    assert bodies[-1]["stem"] == was["stem"]


def test_undoing_is_refused_where_something_newer_stands(budi: Browser) -> None:
    done = budi.follow(budi.submit(send(budi, GIFT)))
    slug = db.session.scalars(select(Question.slug).where(Question.title == "Hari")).one()
    budi.submit(send(budi, f"// [id:{slug}]\nApa sesudah Senin? {{=Selasa ~Rabu ~Kamis}}"))

    refused = budi.submit(done, status=422)

    assert "Sudah diubah sesudah impor ini: «Hari»" in refused.words
    assert ours() == ["Hari", "Minggu"]


def test_he_throws_it_away(budi: Browser) -> None:
    preview = send(budi, GIFT)

    after = budi.submit(preview, form='form[action$="/batal"]')

    assert "Impor dibatalkan" in budi.follow(after).words
    assert count_rows(QuestionImport) == count_rows(QuestionImportItem) == 0
    budi.submit(preview, status=404)


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


def test_another_kabupaten_finds_nothing(budi: Browser, make: Make, new_browser: Any) -> None:
    preview = send(budi, GIFT)
    path, token = preview.response.request.path, ""
    other = new_browser()
    other.sign_in(make.user("pelatih", "17.03").sign_in_name)
    token = other.get("question_imports.upload").value("[name=csrf_token]")

    assert "soal.txt" not in other.get("question_imports.upload").words
    other.open(path, status=404)
    other.open(f"{path}/1", status=404)
    for end in ("", "/batal", "/urungkan", "/1/ikut", "/1/kunci", "/1"):
        data = {"csrf_token": token, "seen": preview.value("[name=seen]"), "key": "a"}
        other.open(f"{path}{end}", status=404, method="POST", data=data)
    assert ours() == []


def test_a_preview_reads_its_page_only(budi: Browser) -> None:
    def statements(count: int) -> int:
        many = "\n\n".join(f"Soal {count} nomor {n}: apa? {{=benar {n} ~salah {n}}}" for n in range(count))
        preview = send(budi, many)
        with counted() as sent:
            page = budi.open(preview.response.request.path)
        assert len(page.select("section.card")) == min(count, 10)
        return len(sent)

    assert statements(3) == statements(60)


def test_the_statements_of_applying_do_not_grow_with_the_questions(budi: Browser) -> None:
    def statements(count: int) -> int:
        many = "\n\n".join(f"Soal {count} nomor {n}: apa? {{=benar {n} ~salah {n}}}" for n in range(count))
        preview = send(budi, many)
        with counted() as sent:
            budi.submit(preview)
        return len([statement for statement in sent if not statement.startswith("INSERT")])

    assert statements(2) == statements(60)


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
    assert "Soal ke-1:" in report.words
    assert "Unduh berkas" not in report.words

    gift = budi.get("question_imports.export", keterampilan="germas", milik="kami", format="gift")
    file = budi.raw(str(next(a["href"] for a in gift.select("a") if "Unduh" in a.get_text())))
    assert file.status_code == 200
    assert "attachment" in file.headers["Content-Disposition"]
    assert "Jodohkan imunisasi" in file.get_data(as_text=True)
    assert "Periksa dulu" in budi.follow(budi.open("/soal/ekspor/berkas?format=docx", status=302)).words
