"""Pak Budi reads a lesson into his phone; Siti hears it if she likes, and knows before what it costs her."""

import gzip
import io
from typing import Any

import pytest
from sqlalchemy import select

from app.auth.models import Role
from app.db import db
from app.media import Media
from app.places import list_desa
from app.web import Portal
from learning.audio.conversion import WORDS
from learning.audio.models import LessonAudio
from learning.curriculum.models import Lesson, shipped_id
from tests.client import Browser, Page
from tests.factories import Make, count_rows
from tests.learning.audio.recordings import recorded
from tests.queries import counted

PLACE: dict[str, Any] = {"module_slug": "mengukur-dan-membaca-kms", "lesson_slug": "kbm-dan-tindak-lanjut"}
READ = "/belajar/mengukur-dan-membaca-kms/kbm-dan-tindak-lanjut"
WARM, STATEMENTS = 3072, 6


@pytest.fixture
def budi(make: Make, browser: Browser) -> Browser:
    """The browser of Pak Budi, who trains in 17.02."""
    make.user(Role.TRAINER, sign_in_name="budi")
    browser.sign_in("budi")
    return browser


def send(browser: Browser, content: bytes, name: str = "Rekaman 1.m4a", status: int = 303) -> Page:
    page = browser.get("audio.show", **PLACE)
    return browser.submit(page, status=status, form="form.narrow", recording=(io.BytesIO(content), name))


def heard(browser: Browser) -> list[str]:
    return [str(source["src"]) for source in browser.open(READ).select("audio source")]


def test_he_sends_it_and_his_cadres_hear_it(budi: Browser, make: Make, app: Portal) -> None:
    siti, dewi, visitor = Browser(app), Browser(app), Browser(app)
    siti.sign_in(make.cadre_user().cadre_number or "")
    dewi.sign_in(make.cadre_user(name="Dewi", desa=list_desa("17.03")[0].code).cadre_number or "")
    assert "belum punya suara" in budi.get("audio.show", **PLACE).words

    page = budi.follow(send(budi, recorded()))

    assert "Suara tersimpan" in page.words
    opus, mp3 = heard(siti)
    assert siti.raw(opus).data.startswith(b"OggS")
    assert siti.raw(opus, headers={"Range": "bytes=0-3"}).status_code == 206
    assert siti.raw(mp3).mimetype == "audio/mpeg"
    assert heard(dewi) == heard(visitor) == []
    assert heard(budi) == [opus, mp3]
    assert [str(one["src"]) for one in visitor.open(f"{READ}?kab=17.02").select("audio source")] == [
        opus,
        mp3,
    ]


def test_it_costs_nothing_before_it_is_asked_for(budi: Browser, make: Make, app: Portal) -> None:
    send(budi, recorded(seconds=3))
    siti = Browser(app)
    siti.sign_in(make.cadre_user().cadre_number or "")

    with counted() as statements:
        response = siti.raw(READ, headers={"Accept-Encoding": "gzip"})
    page = Page(gzip.decompress(response.data).decode(), "html.parser")

    assert len(statements) <= STATEMENTS
    assert len(response.data) <= WARM
    player = page.select_one("audio")
    assert player is not None
    assert (player["preload"], player.get("autoplay")) == ("none", None)
    sizes = [-(-len(siti.raw(str(one["src"])).data) // 1024) for one in player.select("source")]
    assert f"Dengarkan: 3 detik, {sizes[0]} KB." in page.words
    assert f"MP3, {sizes[1]} KB" in page.words


def test_a_newer_recording_takes_its_place_and_can_be_taken_back(budi: Browser) -> None:
    send(budi, recorded())
    first = heard(budi)
    send(budi, recorded(seconds=3))
    assert heard(budi) != first

    page = budi.follow(budi.submit(budi.get("audio.show", **PLACE), form="li.row form"))

    assert "Rekaman yang lama dipakai lagi." in page.words
    assert heard(budi) == first
    assert len(page.select("li.row")) == 1


def test_he_takes_it_away_and_takes_that_back(budi: Browser) -> None:
    send(budi, recorded())
    first = heard(budi)

    page = budi.follow(budi.submit(budi.get("audio.show", **PLACE), form=".card form"))

    assert "Suara dihapus" in page.words
    assert heard(budi) == []
    budi.submit(page, form="li.row form")
    assert heard(budi) == first


def test_the_same_one_sent_twice_is_kept_once(budi: Browser) -> None:
    content = recorded()

    send(budi, content)
    send(budi, content)

    assert count_rows(LessonAudio) == 1


@pytest.mark.parametrize(
    ("content", "said"), [(b"halo", WORDS["no-recording"]), (b"", "kosong")], ids=["a text", "nothing in it"]
)
def test_what_is_no_recording_is_said_at_its_field(budi: Browser, content: bytes, said: str) -> None:
    media = count_rows(Media)

    page = send(budi, content, status=422)

    error = page.select_one("#recording-error")
    assert error is not None
    assert said in error.get_text()
    assert (count_rows(LessonAudio), count_rows(Media)) == (0, media)


def test_no_file_at_all_is_said_too(budi: Browser) -> None:
    page = budi.submit(budi.get("audio.show", **PLACE), status=422, form="form.narrow")

    assert "Pilih dulu rekamannya." in page.words


def test_one_that_is_too_large_is_not_even_read(budi: Browser) -> None:
    page = send(budi, bytes(21 * 1024 * 1024), status=413)

    assert "20 MB" in page.words


def test_he_is_told_when_the_lesson_changed_after_it(budi: Browser, make: Make) -> None:
    send(budi, recorded())
    assert "Isi pelajaran berubah" not in budi.get("audio.show", **PLACE).words

    db.close()
    with db.transaction() as session:
        lesson = session.get_one(Lesson, shipped_id("lesson", PLACE["lesson_slug"]))
        lesson.changed_at = session.scalars(select(LessonAudio.made_at)).one().replace(year=2100)

    assert "Isi pelajaran berubah" in budi.get("audio.show", **PLACE).words


def test_a_trainer_next_door_neither_sees_nor_changes_it(budi: Browser, make: Make, app: Portal) -> None:
    send(budi, recorded())
    send(budi, recorded(seconds=3))
    hers = [str(form["action"]) for form in budi.get("audio.show", **PLACE).select("li.row form")]
    make.user(Role.TRAINER, region="17.03", sign_in_name="tetangga")
    other = Browser(app)
    other.sign_in("tetangga")

    page = other.get("audio.show", **PLACE)

    assert "belum punya suara" in page.words
    assert not page.select("li.row")
    token = page.value("[name=csrf_token]")
    assert other.raw(hers[0], method="POST", data={"csrf_token": token}).status_code == 404
    other.raw(hers[0].rpartition("/")[0] + "/hapus", method="POST", data={"csrf_token": token})
    assert len(heard(budi)) == 2
