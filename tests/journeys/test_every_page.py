"""Every page of every role, drawn: no axe violation, nothing to scroll sideways, targets for fingers, no complaint."""

from pathlib import Path

import playwright.sync_api

from app.auth.models import Role
from tests.app.registry.sheets import person, sheet
from tests.databases import Templates
from tests.journeys.chromium import Chromium
from tests.journeys.conftest import Serve
from tests.journeys.looks import Inspector
from tests.journeys.phantom import Phantom
from tests.journeys.plain import Plain
from tests.journeys.routes import list_routes
from tests.journeys.server import Server
from tests.journeys.steps import finish_quiz, open_quiz
from tests.journeys.story import code_on, sign_in

PHONES, OFFICES = (240, 360), (360, 1200)
MORE = (
    "/pantau/17.02",
    "/pantau/17.02.09.1012",
    "/kader?cari=siti",
    "/kader?cari=tidakada",
    "/pantau/17.02/kader",
)


def test_pages_on_a_phone(
    serve: Serve, templates: Templates, browser_program: playwright.sync_api.Browser
) -> None:
    server = serve("sqlite")
    known, problems = study(server), []
    for role in (None, Role.CADRE):
        places = list_routes(templates, server.database_url, role, known)
        problems += look_at(
            Chromium(browser_program, server.address),
            role,
            [place.path for place in places if not place.is_file],
        )
    assert not problems, "\n".join(problems)


def test_pages_on_the_oldest_phone(serve: Serve, templates: Templates, tmp_path: Path) -> None:
    server = serve("sqlite")
    places = list_routes(templates, server.database_url, Role.CADRE, study(server))
    siti = Phantom(server.address, tmp_path)
    sign_in(siti, "kader")
    sizes = {}
    for place in places:
        if not place.is_file:
            siti.open(place.path)
            sizes[place.path] = siti.size
    siti.close()
    assert not {path: size for path, size in sizes.items() if size[0] > 240 or size[1] > 240}


def test_pages_in_the_office(
    serve: Serve, templates: Templates, browser_program: playwright.sync_api.Browser
) -> None:
    server = serve("sqlite")
    known, problems = study(server), []
    known["import_id"] = upload_a_list(Chromium(browser_program, server.address))
    questions = upload_questions(Chromium(browser_program, server.address))
    known |= {f"question_imports.{page}:import_id": questions for page in ("preview", "mend")}
    known |= print_a_quiz(Chromium(browser_program, server.address))
    known |= write_a_lesson(Chromium(browser_program, server.address))
    for role in (Role.TRAINER, Role.DPMD, Role.CAMAT, Role.ADMIN):
        places = list_routes(templates, server.database_url, role, known)
        paths = [place.path for place in places if not place.is_public and not place.is_file]
        paths += MORE if role is Role.DPMD else ()
        problems += look_at(Chromium(browser_program, server.address), role, paths)
    assert not problems, "\n".join(problems)


def study(server: Server) -> dict[str, str]:
    """Let Siti finish one quiz and open another; return the examples that her pages need."""
    siti = Plain(server)
    siti.sign_in("kader")
    result = finish_quiz(siti, "bicara-dengan-ibu").path.split("/")
    asked = open_quiz(siti, "catat-dan-hitung-skdn").path.split("/")
    code = code_on(siti.open("/sertifikat").text)
    own = {f"certificates.{page}:code": code for page in ("check", "download")}
    closed = {"attempts.show_result:quiz_slug": result[2], "attempts.show_result:attempt_id": result[3]}
    shared = {"position": "1", "place": "1", "question_imports.example:name": "templat.xlsx"}
    return {**own, **closed, **shared, "quiz_slug": asked[2], "attempt_id": asked[3]}


def upload_a_list(chromium: Chromium) -> str:
    """Let Bu Rina upload a list with one new cadre and one mistake; return the number of the preview."""
    sign_in(chromium, "dpmd")
    chromium.open("/kader/impor")
    content = sheet(person(Nama="Baru Sekali"), person(Nama=""))
    chromium.upload("kader.xlsx", content)
    chromium.click("Periksa berkas")
    number = chromium.path.rsplit("/", 1)[1]
    chromium.close()
    return number


def upload_questions(chromium: Chromium) -> str:
    """Let Pak Budi send two questions, one of them without its key; return the number of the preview."""
    sign_in(chromium, "pelatih")
    chromium.open("/soal/impor")
    chromium.upload("soal.txt", b"1. Apa?\nA. Ini\nB. Itu\nJawaban: A\n\n2. Siapa?\nA. Siti\nB. Dewi\n")
    chromium.click("Periksa soal")
    number = chromium.path.rsplit("/", 1)[1]
    chromium.close()
    return number


def print_a_quiz(chromium: Chromium) -> dict[str, str]:
    """Let Pak Budi print a quiz; return the examples that the pages of paper need."""
    sign_in(chromium, "pelatih")
    chromium.open("/kertas/cetak/bicara-dengan-ibu")
    chromium.click("Undi dan buat lembarnya")
    batch = chromium.path.rsplit("/", 1)[1]
    chromium.click("Masukkan jawaban versi A")
    code = chromium.path.rsplit("/", 1)[1]
    chromium.close()
    return {"batch_id": batch, "label": "A", "paper.key:code": code}


def write_a_lesson(chromium: Chromium) -> dict[str, str]:
    """Let Pak Budi begin a module with a lesson; return the examples that the pages of his desk need."""
    sign_in(chromium, "pelatih")
    chromium.open("/kelola/modul/baru")
    chromium.type("Judul modul", "Pangan dari kebun")
    chromium.type("Ringkasan, satu atau dua kalimat", "Sayur di halaman.")
    chromium.click("Simpan")
    chromium.click("Tulis pelajaran")
    chromium.type("Judul", "Daun kelor")
    chromium.type("Sesudah pelajaran ini kader bisa", "Bisa memasak daun kelor.")
    chromium.type("Isi pelajaran", "Petik daun yang muda.")
    chromium.click("Simpan draf")
    module, lesson = chromium.path.split("/")[3:]
    chromium.close()
    pages = ("show_module", "edit_module", "new_lesson", "show_lesson", "edit_lesson", "review_lesson")
    own = {f"modules.{page}:module_slug": module for page in (*pages, "publish_lesson", "show_version")}
    lessons = {name.replace("module_slug", "lesson_slug"): lesson for name in own}
    return {**own, **lessons, "modules.show_version:number": "1"}


def look_at(chromium: Chromium, role: Role | None, paths: list[str]) -> list[str]:
    """Open pages as `role` and return what is wrong with them."""
    if role is not None:
        sign_in(chromium, role.value)
    phone = role in (None, Role.CADRE)
    inspector = Inspector(chromium.page)
    for path in paths:
        inspector.inspect(chromium.address + path, PHONES if phone else OFFICES, touch=phone)
    chromium.close()
    return inspector.problems
