"""All questions of an open attempt on one page: read and answered where signal comes and goes. Nothing personal on it."""

from uuid import UUID

from flask import current_app, redirect, render_template
from flask.typing import ResponseReturnValue

from app.auth.decorators import requires
from app.auth.permissions import Permission
from assessments.attempts.queries import list_asked, list_places
from assessments.attempts.sheet import make_sheet
from assessments.attempts.views import (
    ADDRESS,
    attempts,
    get_hers,
    has_ended,
    url_of_result,
    url_to_go_on,
)
from assessments.quizzes.models import PRACTICE


@attempts.get(f"{ADDRESS}/semua")
@requires(Permission.QUIZ_TAKE)
def show_all(quiz_slug: str, attempt_id: UUID) -> ResponseReturnValue:
    """Show all questions, each its own form; practice, which explains after each answer, goes on one by one."""
    attempt = get_hers(quiz_slug, attempt_id)
    if has_ended(attempt):
        return redirect(url_of_result(quiz_slug, attempt_id))
    places = list_places(attempt_id)
    if attempt.mode == PRACTICE:
        return redirect(url_to_go_on(quiz_slug, attempt_id, places))
    key = str(current_app.secret_key)
    sheets = [make_sheet(attempt, asked, places, key) for asked in list_asked(attempt_id)]
    return render_template(
        "assessments/attempts/all.html", attempt=attempt, quiz_slug=quiz_slug, sheets=sheets
    )
