"""The audit log: who did what to what, for the admin of the region, on pages and as a text file."""

import json

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import audit
from app.auth.decorators import requires
from app.auth.identity import me
from app.auth.permissions import Permission
from app.clock import zone
from app.csv_file import to_csv
from app.db import db
from app.trail.queries import Line, events_for, lines_of
from app.trail.search import TrailSearch
from app.trail.words import KINDS, VERBS, kind_name, verb_name
from app.web import no_store, page_number, page_or_fragment, paginate

trail = Blueprint("trail", __name__)
MOST_EXPORTED, BATCH = 20_000, 500


@trail.get("/catatan")
@requires(Permission.AUDIT_READ)
def list_events() -> ResponseReturnValue:
    """Show the events of the admin's region, the newest first."""
    search = TrailSearch.of(request.args)
    page = paginate(events_for(me(), search), page_number())
    answer = page_or_fragment(
        "app/trail/events.html",
        "app/trail/_events.html",
        page=page,
        lines=lines_of(me(), page.rows),
        search=search,
        verbs=VERBS,
        kinds=KINDS,
        verb_name=verb_name,
        kind_name=kind_name,
    )
    return no_store(answer)


@trail.get("/catatan.csv")
@requires(Permission.AUDIT_READ)
def export() -> ResponseReturnValue:
    """Hand out the events that the search finds, at most MOST_EXPORTED, as a text file."""
    search = TrailSearch.of(request.args)
    events = list(db.session.scalars(events_for(me(), search).limit(MOST_EXPORTED)))
    lines = [
        line
        for start in range(0, len(events), BATCH)
        for line in lines_of(me(), events[start : start + BATCH])
    ]
    audit.record_viewed(me().id, "audit", "catatan.csv", me().region_code)
    heads = [_("Waktu"), _("Siapa"), _("Perbuatan"), _("Jenis"), _("Terhadap"), _("Rincian")]
    answer = Response(to_csv([heads, *map(_cells, lines)]), mimetype="text/csv")
    answer.headers.set("Content-Disposition", "attachment", filename="catatan.csv")
    return no_store(answer)


def _cells(line: Line) -> list[str]:
    moment = line.at.astimezone(zone()).strftime("%Y-%m-%d %H:%M:%S")
    who = line.who or _("perintah di server")
    details = json.dumps(line.details, ensure_ascii=False) if line.details else ""
    return [moment, who, verb_name(line.verb), kind_name(line.kind), line.what, details]
