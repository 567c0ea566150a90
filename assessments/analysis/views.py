"""/analisis: which questions of a quiz are good, which want looking at, and why."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import NoResultFound

from app.auth.decorators import requires
from app.auth.identity import me
from app.auth.permissions import Permission
from app.auth.scope import kabupaten_of
from app.db import db
from app.web import page_number, page_or_fragment, paginate
from assessments.analysis import pictures
from assessments.analysis.items import in_order
from assessments.analysis.queries import (
    FIRST,
    POPULATIONS,
    Recorded,
    count_taken,
    load_marks,
    taken_quizzes,
)
from assessments.analysis.report import make_report
from assessments.quizzes.models import Quiz
from assessments.quizzes.queries import get_quiz_kept

analysis = Blueprint("analysis", __name__)


@analysis.get("/analisis")
@requires(Permission.CONTENT_WRITE)
def list_quizzes() -> ResponseReturnValue:
    """List the quizzes that cadres of the region took."""
    taken = taken_quizzes(kabupaten_of(me()), me().region_code)
    return render_template(
        "assessments/analysis/list.html", page=paginate(taken, page_number(), scalars=False)
    )


@analysis.get("/analisis/<quiz_slug>")
@requires(Permission.CONTENT_WRITE)
def show_quiz(quiz_slug: str) -> ResponseReturnValue:
    """Show what a quiz tells about its questions: `?siapa=` which attempts count, `?urut=` the order of the table."""
    quiz, recorded, taken = _load(quiz_slug)
    report, order = make_report(recorded), request.args.get("urut", "perlu")
    return page_or_fragment(
        "assessments/analysis/quiz.html",
        "assessments/analysis/_items.html",
        quiz=quiz,
        taken=taken,
        population=_population(),
        populations=POPULATIONS,
        report=report,
        items=in_order(report.items, order),
        order=order,
        bars=pictures.bars(report.bars),
    )


@analysis.get("/analisis/<quiz_slug>/<int:item>")
@requires(Permission.CONTENT_WRITE)
def show_item(quiz_slug: str, item: int) -> ResponseReturnValue:
    """Show who chose what in one question, the `item`-th of the quiz."""
    quiz, recorded, _taken = _load(quiz_slug)
    report = make_report(recorded)
    if not 0 < item <= len(report.items):
        raise NoResultFound
    return render_template(
        "assessments/analysis/item.html",
        quiz=quiz,
        population=_population(),
        report=report,
        item=report.items[item - 1],
        curves=pictures.curves,
    )


def _load(quiz_slug: str) -> tuple[Quiz, Recorded, tuple[int, int]]:
    """Return a quiz, its marks and how often it was taken, read in a short transaction: counting may take seconds."""
    user = me()
    with db.reading():
        quiz = get_quiz_kept(kabupaten_of(user), quiz_slug)
        taken = count_taken(quiz, user.region_code)
        return quiz, load_marks(quiz, _population(), user.region_code), taken


def _population() -> str:
    asked = request.args.get("siapa", FIRST)
    return asked if asked in POPULATIONS else FIRST
