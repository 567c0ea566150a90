"""The helper marks an answer that waits in the page of all questions, for every type of question and whatever was typed."""

from typing import Any

import playwright.sync_api
import pytest

from app.offline.views import FOLDER
from app.web import Portal
from tests.assessments.attempts.test_question_types import ASKED, RIGHT, WRONG
from tests.client import Browser, Page, held_by, refuse_broken
from tests.factories import Make

HOSTILE = "\"><script>alert('1')</script> & $& $1 lain"
# The helper's functions on pages, without the browser around them.
MARK = """([program, html, row]) =>
new Function("WORDS", "html", "row", `${program}; return markAnswer(html, row)`)(
    new Proxy({}, {get: (all, name) => name}), html, row)"""


def listed(value: Any) -> list[str]:
    return sorted(filter(None, value if isinstance(value, list) else [value]))


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_every_type_shows_what_waits(
    app: Portal, make: Make, browser: Browser, browser_program: playwright.sync_api.Browser
) -> None:
    siti = make.cadre_user(name="Siti Rahayu")
    browser.sign_in(siti.sign_in_name)
    quiz = make.fixed_quiz([make.question(kind=code) for code in ASKED])
    attempt = make.attempt(siti.cadre_id, quiz)
    before = browser.get("attempts.show_all", quiz_slug=quiz.slug, attempt_id=attempt.id)
    for position, code in enumerate(ASKED, 1):  # something else stands already
        browser.submit(before, form=f"#soal-{position}", answer=RIGHT[code])
    page = browser.get("attempts.show_all", quiz_slug=quiz.slug, attempt_id=attempt.id)
    tab = browser_program.new_page()
    program = "".join((FOLDER / f"{part}.js").read_text() for part in ("places", "pages"))

    for position, code in enumerate(ASKED, 1):
        typed = [WRONG[code], HOSTILE] if code in ("short", "number") else [WRONG[code]]
        for sent in typed:
            path = str(page.select(f"#soal-{position}")[0]["action"])
            for state in ("waiting", "stale"):
                row = {"path": path, "answers": listed(sent), "state": state, "title": ""}
                text = tab.evaluate(MARK, [program, page.response.get_data(as_text=True), row])
                check(text, page, position, listed(sent))
    tab.close()


def check(text: str, before: Page, position: int, sent: list[str]) -> None:
    """Fail unless one form shows what was sent, its pill says so, and all the others are as they were."""
    marked = Page(text, "html.parser")
    marked.response = before.response
    for own in marked.select("form[action='/luring']"):  # the helper answers it itself: no token
        own.decompose()
    refuse_broken(marked, text)
    for form in before.select("form"):
        now = marked.select(f"#{form['id']}")[0]
        if form["id"] != f"soal-{position}":
            assert str(now) == str(form)
            continue
        held = held_by(now)
        assert listed(held.pop("answer")) == sent
        assert held == {name: value for name, value in held_by(form).items() if name != "answer"}
        assert now.select(".pill")[0].get_text() in ("waiting", "not_replaced")
