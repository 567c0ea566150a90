"""Who took a quiz, and letting somebody try again at once. Adds to the builder's pages."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import audit
from app.auth.decorators import requires
from app.auth.identity import me
from app.auth.permissions import Permission
from app.forms import ActionForm
from app.registry.queries import get_cadre_for
from app.registry.search import typed_words
from app.web import no_store, page_number, page_or_fragment, shown_again, tell
from assessments.desk.takers import list_takers as find_takers
from assessments.quizzes.models import Quiz
from assessments.quizzes.operations import reopen as reopen_quiz
from assessments.quizzes.views import PATH, builder, get_kept


@builder.get(f"{PATH}/peserta")
@requires(Permission.CONTENT_WRITE)
def list_takers(quiz_slug: str) -> ResponseReturnValue:
    """Show the cadres of the trainer's region who tried a quiz, with how it went and until when they wait."""
    quiz = get_kept(quiz_slug)
    audit.record_viewed(me().id, "quiz-takers", quiz.id, me().region_code)
    return _page(quiz, ActionForm())


@builder.post(f"{PATH}/peserta/<number>")
@requires(Permission.CONTENT_WRITE)
def reopen(quiz_slug: str, number: str) -> ResponseReturnValue:
    """Let a cadre try again at once."""
    quiz, cadre, form = get_kept(quiz_slug), get_cadre_for(me(), number), ActionForm()
    if not form.validate_on_submit():
        return shown_again(_page(quiz, form))
    reopen_quiz(quiz, cadre.id, cadre.region_code, me().id)
    tell(_("%(name)s boleh mulai lagi sekarang. Percobaannya yang lama tetap tercatat.", name=cadre.name))
    return redirect(url_for("builder.list_takers", quiz_slug=quiz.slug), 303)


def _page(quiz: Quiz, form: ActionForm) -> ResponseReturnValue:
    text = typed_words(request.args)
    answer = page_or_fragment(
        "assessments/desk/list_takers.html",
        "assessments/desk/_takers.html",
        quiz=quiz,
        form=form,
        found=find_takers(me(), quiz, text, page_number()),
        text=text,
        url=lambda number: url_for("builder.list_takers", quiz_slug=quiz.slug, q=text or None, hal=number),
    )
    return no_store(answer)
