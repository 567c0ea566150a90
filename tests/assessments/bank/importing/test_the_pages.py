"""Pak Budi brings his questions: he sees each as it will look, mends one, applies them all once, and takes them back."""

from typing import Any

from sqlalchemy import select

from app.audit import AuditEvent
from app.db import db
from assessments.bank.models import Question, QuestionImport, QuestionImportItem, QuestionVersion
from tests.assessments.bank.importing.pages import GIFT, ours, send
from tests.client import Browser, held_by
from tests.factories import Make, count_rows
from tests.queries import counted


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
    after = budi.follow(budi.submit(edit, 303, "main form", **{"options-1-text": "Sabtu"}))

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


def test_he_throws_it_away(budi: Browser) -> None:
    preview = send(budi, GIFT)

    after = budi.submit(preview, form='form[action$="/batal"]')

    assert "Impor dibatalkan" in budi.follow(after).words
    assert count_rows(QuestionImport) == count_rows(QuestionImportItem) == 0
    budi.submit(preview, status=404)


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
