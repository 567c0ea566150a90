"""A whole module as one page: for a phone with its pictures inside, and for the printer."""

import re
from base64 import b64encode
from collections.abc import Callable, Mapping

from flask import current_app, render_template

from app.pdf import Picture
from learning.curriculum.reader import ARGUMENT
from learning.downloads.queries import ADDRESS, WholeModule

HEADING = re.compile(r"(</?h)([2-5])>")
LIGHTER = re.compile(r"<source [^>]*>")  # the same picture once more, for browsers that may choose
BEFORE = "jenjang:"  # stands before the address of a picture inside a PDF, where there is no server


def draw_for_phone(whole: WholeModule, pictures: Mapping[str, Picture]) -> str:
    """Return a page that needs nothing but itself; a picture that is gone is shown by its description."""

    def inside(address: str) -> str:
        content, kind = pictures.get(address, (b"", "image/png"))
        return f"data:{kind};base64,{b64encode(content).decode()}"

    return _draw(whole, inside, printed=False)


def draw_for_paper(whole: WholeModule) -> str:
    """Return the page that becomes the PDF; its pictures are named as `named_for_paper` names them."""
    return _draw(whole, lambda address: BEFORE + address, printed=True)


def named_for_paper(pictures: Mapping[str, Picture]) -> dict[str, Picture]:
    """Return the pictures under the names that the page for paper gives them."""
    return {BEFORE + address: picture for address, picture in pictures.items()}


def _draw(whole: WholeModule, place: Callable[[str], str], *, printed: bool) -> str:
    lessons = whole.lessons
    bodies = [_body(lesson.html, place) for lesson in lessons]
    return render_template(
        "learning/downloads/module.html",
        module=whole.module,
        parts=list(zip(lessons, bodies, strict=True)),
        references=list(dict.fromkeys(title for lesson in lessons for title in lesson.references)),
        changed_at=max(lesson.changed_at for lesson in lessons),
        address=f"{current_app.config['PUBLIC_URL']}/belajar/{whole.module.slug}{_asked(whole)}",
        printed=printed,
    )


def _asked(whole: WholeModule) -> str:
    return f"?{ARGUMENT}={whole.kabupaten}" if whole.kabupaten else ""


def _body(html: str, place: Callable[[str], str]) -> str:
    """Return a lesson's HTML one heading lower, under the title of its module, with its pictures where they lie."""
    lower = HEADING.sub(lambda found: f"{found[1]}{int(found[2]) + 1}>", html)
    once = LIGHTER.sub("", lower)
    return ADDRESS.sub(lambda found: place(found[0]), once).replace(' loading="lazy"', "")
