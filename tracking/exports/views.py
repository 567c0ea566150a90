"""The dashboards' rows to download. The file is whole before it is sent, so no transaction waits for a slow line."""

from datetime import date

from flask import Blueprint, Response, make_response, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import NoResultFound

from app.audit import record_viewed
from app.auth.decorators import requires
from app.auth.identity import me
from app.auth.permissions import Permission
from app.auth.scope import require_within
from app.clock import today
from app.csv_file import to_csv
from app.db import db
from app.places import KABUPATEN_LENGTH, may_see_people
from app.web import no_store
from tracking.dashboards.figures import Board, Row, in_order
from tracking.dashboards.queries import cadres_in, get_board
from tracking.exports.sheets import cadre_lines, figure_lines, to_xlsx

exports = Blueprint("exports", __name__)
COUNTRY = "indonesia"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@exports.get("/pantau/<code>.xlsx")
@requires(Permission.DASHBOARD_READ)
def xlsx(code: str) -> ResponseReturnValue:
    """Send the table as a workbook; from a kabupaten down a second sheet names the cadres."""
    board = _board_for(code)
    sheets = [("Ringkasan", figure_lines(_rows(board), board.total))]
    if may_see_people(me().region_code) and len(code) >= KABUPATEN_LENGTH:
        sheets.append(("Kader", cadre_lines(db.session.execute(cadres_in(code, "semua", "", None)))))
        record_viewed(me().id, "cadre-export", code, code)
    db.close()
    return _file(to_xlsx(sheets), XLSX, code, "xlsx", today())


@exports.get("/pantau/<code>.csv")
@requires(Permission.DASHBOARD_READ)
def csv(code: str) -> ResponseReturnValue:
    """Send the table as text with semicolons."""
    board = _board_for(code)
    db.close()
    return _file(to_csv(figure_lines(_rows(board), board.total)), "text/csv", code, "csv", today())


def _board_for(code: str) -> Board:
    if code != COUNTRY:
        require_within(me(), code)
        return get_board(code)
    if me().region_code is not None:
        raise NoResultFound
    return get_board(None)


def _rows(board: Board) -> list[Row]:
    return in_order(board.rows, request.args.get("urut", "nama"))


def _file(content: bytes, mimetype: str, code: str, ending: str, day: date) -> Response:
    response = make_response(content)
    response.mimetype = mimetype
    response.headers["Content-Disposition"] = f'attachment; filename="jenjang-{code}-{day}.{ending}"'
    return no_store(response)
