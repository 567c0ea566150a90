"""`python -m bench.screenshots`: pictures of every page for the documentation, from the demo data, in docs/screenshots."""

from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import BrowserContext, Page, sync_playwright

from app.config import ROOT
from app.web import Portal
from bench.place import demo_place
from bench.server import Server
from tests.client import Browser
from tests.house_rules.test_budgets import start_every_quiz
from tests.house_rules.walks import walk
from wsgi import create_app

FOLDER = ROOT / "docs/screenshots"
CHROMIUM = "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
PHONE, OFFICE, TALLEST, LARGEST = 360, 1200, 1600, 100 * 1024
PEOPLE = (None, "kader", "pelatih", "dpmd", "admin")
# The pages that README and the guides show have short names; the others are called after their endpoint.
NAMES = {
    ("kader", "home.first"): "beranda",
    ("kader", "curriculum.show_lesson"): "pelajaran",
    ("kader", "attempts.show_question"): "soal",
    ("kader", "attempts.show_result"): "hasil",
    ("kader", "competency.show_ladder"): "jenjang",
    ("dpmd", "dashboards.show_region"): "pantau",
}
FILES = ("exports.", "media.", "static", "certificates.download", "info.health", "none", "redirect")


def take_all() -> int:
    """Take every picture anew; return how many."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    with demo_place(0) as place, Server(place.environment) as server, sync_playwright() as playwright:
        app = create_app(place.settings)
        pages = {name: _pages(app, name) for name in PEOPLE}
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


def _pages(app: Portal, name: str | None) -> dict[str, str]:
    """Return one address for each picture's name that `name` gets to by links."""
    browser = Browser(app)
    if name:
        browser.sign_in(name, "123456")
    if name == "kader":
        start_every_quiz(app, browser)
    found: dict[str, str] = {}
    for visit in walk(app, browser, "/"):
        if visit.page.status == 200 and not visit.endpoint.startswith(FILES):
            short = NAMES.get((name or "", visit.endpoint), visit.endpoint.replace(".", "-"))
            found.setdefault(short, visit.url)
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
    for colours in (64, 32, 16, 8):
        picture.quantize(colours, dither=Image.Dither.NONE).save(file, optimize=True)
        if file.stat().st_size <= LARGEST:
            return


if __name__ == "__main__":
    print(f"{take_all()} pictures in {FOLDER.relative_to(ROOT)}")
