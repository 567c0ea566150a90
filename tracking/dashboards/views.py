"""/pantau: the figures of a region and the lists of cadres behind them."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.audit import record_viewed
from app.auth.decorators import requires
from app.auth.identity import me
from app.auth.permissions import Permission
from app.auth.scope import get_region_for, require_people, require_within
from app.places import fold, may_see_people
from app.web import no_store, page_number, page_or_fragment, paginate
from tracking.dashboards.figures import Board, in_order, most_not_assessed, most_untrained, next_order
from tracking.dashboards.queries import STATES, cadres_in, get_board

dashboards = Blueprint("dashboards", __name__)


@dashboards.get("/pantau")
@requires(Permission.DASHBOARD_READ)
def show_own_region() -> ResponseReturnValue:
    """Show the country, or go to the region of the user."""
    if code := me().region_code:
        return redirect(url_for("dashboards.show_region", code=code))
    return _page(get_board(None))


@dashboards.get("/pantau/<code>")
@requires(Permission.DASHBOARD_READ)
def show_region(code: str) -> ResponseReturnValue:
    """Show the figures of a region, one row for each region or Posyandu inside."""
    require_within(me(), code)
    return _page(get_board(code))


@dashboards.get("/pantau/<code>/kader")
@requires(Permission.DASHBOARD_READ)
def list_cadres(code: str) -> ResponseReturnValue:
    """List the cadres behind a figure: `?keadaan=` says which, `?cari=` part of a name or number."""
    require_people(me(), code)
    region = get_region_for(me(), code)
    state = request.args.get("keadaan", "semua")
    state = state if state in STATES else "semua"
    text = request.args.get("cari", "").replace("\0", "").strip()
    posyandu_id = _posyandu_asked()
    statement = cadres_in(code, state, fold(text), posyandu_id)
    page = paginate(statement, page_number(), scalars=False)
    record_viewed(me().id, "cadre-list", code, code)
    shown = {"region": region, "state": state, "text": text, "posyandu_id": posyandu_id, "page": page}
    return no_store(render_template("tracking/dashboards/cadres.html", **shown))


def _page(board: Board) -> ResponseReturnValue:
    order = request.args.get("urut", "nama")
    return page_or_fragment(
        "tracking/dashboards/region.html",
        "tracking/dashboards/_table.html",
        board=board,
        total=board.total,
        rows=in_order(board.rows, order),
        order=order,
        next_order=next_order,
        own_code=me().region_code or "",
        names_people=may_see_people(me().region_code),
        not_assessed=most_not_assessed(board.rows),
        untrained=most_untrained(board.rows),
    )


def _posyandu_asked() -> UUID | None:
    try:
        return UUID(request.args.get("posyandu", ""))
    except ValueError:
        return None
