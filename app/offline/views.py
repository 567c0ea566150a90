"""The offline helper (a service worker), and the page it shows where there is no signal: docs/decisions/0014-offline.md."""

import json
import re
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, current_app, render_template, request
from flask.typing import ResponseReturnValue

from app.auth.decorators import public
from app.offline.words import WORDS

offline = Blueprint("offline", __name__)
FOLDER = Path(__file__).parent
PARTS = ("places", "pages", "store", "keeping", "answers", "main")  # one program, in this order
OFF = ("remove",)
COMMENT = re.compile(r"^/\*.*?\*/\n| +// [^\n]*", re.DOTALL | re.MULTILINE)


@offline.get("/sw.js")
@public
def send_helper() -> Response:
    """Send the helper; where it is switched off, one that removes what was kept and itself."""
    words = {name: str(sentence) for name, sentence in WORDS.items()}
    program = _read(PARTS if current_app.config["OFFLINE"] else OFF)
    response = Response(f"const WORDS = {json.dumps(words)};\n{program}", mimetype="text/javascript")
    response.headers["Cache-Control"] = (
        "public, no-cache"  # asked for anew at each page, so that it can be switched off
    )
    response.add_etag()
    response.make_conditional(request)
    return response


@offline.get("/luring")
@public
def show_no_signal() -> ResponseReturnValue:
    """Show what to do without signal; the helper keeps this page and adds what the phone has."""
    return render_template("app/offline/no_signal.html")


@cache
def _read(parts: tuple[str, ...]) -> str:
    """Return a program without its comments: phones pay for each byte."""
    return "".join(COMMENT.sub("", (FOLDER / f"{part}.js").read_text()) for part in parts)
