"""`python -m bench.screenshots`: pictures of every page for the documentation, from the demo data, in docs/screenshots."""

from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import BrowserContext, Page, sync_playwright
from sqlalchemy import select

from app.auth.models import User
from app.config import ROOT
from app.db import db, new_id
from app.web import Portal
from assessments.attempts.operations import finish_attempt, record_answer, start_attempt
from assessments.bank.types import get_type
from assessments.quizzes.models import Quiz
from bench.place import demo_place
from bench.server import Server
from tests.client import Browser, is_page
from tests.house_rules.walks import walk
from wsgi import create_app

FOLDER = ROOT / "docs/screenshots"
CHROMIUM = "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
PHONE, OFFICE, TALLEST, LARGEST = 360, 1200, 1600, 100 * 1024
PASSED, BEGUN = "bicara-dengan-ibu", "catat-dan-hitung-skdn"
PEOPLE = ("kader", "dpmd", "pelatih", "admin", None)
# The pages that README and the guides show have short names; the others are called after their endpoint.
NAMES = {
    "home.first": "beranda",
    "curriculum.show_lesson": "pelajaran",
    "attempts.show_question": "soal",
    "attempts.show_result": "hasil",
    "competency.show_ladder": "jenjang",
    "dashboards.show_region": "pantau",
}


def take_all() -> int:
    """Take every picture anew; return how many."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    with demo_place(0) as place, Server(place.environment) as server, sync_playwright() as playwright:
        app = create_app(place.settings)
        result = _pass_a_quiz(app)
        pages = {name: _pages(app, name) for name in PEOPLE}
        pages["kader"]["hasil"] = result
        server.start()
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        taken: set[str] = set()
        for name, found in pages.items():
            context = chromium.new_context(base_url=f"http://127.0.0.1:{server.port}", locale="id-ID")
            _take(context, name, {key: url for key, url in found.items() if key not in taken})
            taken |= set(found)
            context.close()
        chromium.close()
    return len(list(FOLDER.glob("*.png")))


def _pass_a_quiz(app: Portal) -> str:
    """Let the demo's Siti pass the quiz that makes her Madya, and begin another; return the result's address."""
    with app.app_context(), db.transaction() as session:
        siti = session.scalars(select(User.cadre_id).where(User.sign_in_name == "kader")).one()
        quiz = session.scalars(select(Quiz).where(Quiz.slug == PASSED)).one()
        attempt = start_attempt(quiz, siti or new_id())
        for question in attempt.questions:
            kind, body = get_type(question.version.type), question.version.body
            record_answer(attempt.id, question.position, 1, kind.read(body, _right(body)))
        finish_attempt(attempt.id, "sent", None)
        start_attempt(session.scalars(select(Quiz).where(Quiz.slug == BEGUN)).one(), attempt.cadre_id)
        address = f"/kuis/{PASSED}/{attempt.id}/hasil"
    db.engine.dispose()
    return address


def _right(body: dict[str, Any]) -> list[str]:
    if "options" in body:
        return [str(option["id"]) for option in body["options"] if option.get("correct")]
    answer = body["answer"]
    return [("benar" if answer else "salah") if isinstance(answer, bool) else str(answer)]


def _pages(app: Portal, name: str | None) -> dict[str, str]:
    """Return one address for each picture's name that `name` gets to by links."""
    browser = Browser(app)
    if name:
        browser.sign_in(name, "123456")
    found: dict[str, str] = {}
    for visit in walk(app, browser, "/"):
        if visit.page.status == 200 and is_page(visit.page.response):
            short = NAMES.get(visit.endpoint, visit.endpoint.replace(".", "-"))
            found.setdefault(
                "beranda-pelatih" if (name, short) == ("pelatih", "beranda") else short, visit.url
            )
    return found


def _take(context: BrowserContext, name: str | None, urls: dict[str, str]) -> None:
    page = context.new_page()
    if name:
        page.goto("/masuk")
        page.fill("[name=name]", name)
        page.fill("[name=pin]", "123456")
        page.click("main button")
    for short, url in urls.items():
        page.set_viewport_size({"width": PHONE, "height": 640})
        page.goto(url)
        _keep(page, FOLDER / f"{short}-{PHONE}.png", PHONE)
        if page.query_selector("main.wide"):
            page.set_viewport_size({"width": OFFICE, "height": 800})
            _keep(page, FOLDER / f"{short}-{OFFICE}.png", OFFICE)


def _keep(page: Page, file: Path, width: int) -> None:
    """Write what the page shows, with as many colours as fit into 100 KB."""
    height = min(TALLEST, int(page.evaluate("document.documentElement.scrollHeight")))
    clip = {"x": 0, "y": 0, "width": width, "height": max(640, height)}
    shot = page.screenshot(full_page=True, clip=clip)  # type: ignore[arg-type]
    picture = Image.open(BytesIO(shot)).convert("RGB")
    for colours in (128, 64, 32, 16):
        fewer = picture.quantize(colours, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        fewer.save(file, optimize=True)
        if file.stat().st_size <= LARGEST:
            return


if __name__ == "__main__":
    print(f"{take_all()} pictures in {FOLDER.relative_to(ROOT)}")
