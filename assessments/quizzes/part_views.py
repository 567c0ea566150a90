"""The parts of a quiz in the builder: draws, fixed questions, texts; their order, and taking them out again.

With htmx only the list of parts comes back; without it, the whole page.
"""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.auth.decorators import requires
from app.auth.identity import me
from app.auth.permissions import Permission
from app.auth.scope import kabupaten_of
from app.errors import Refused
from app.forms import refused_at
from app.web import page_number, page_or_fragment, saved, shown_again, tell, wants_fragment
from assessments.bank.queries import list_questions, list_tags
from assessments.bank.search import QuestionSearch
from assessments.quizzes import operations
from assessments.quizzes.models import Quiz
from assessments.quizzes.operations import PartDetails
from assessments.quizzes.part_forms import BlockForm, DrawForm, PartForm, PickForm, RemovedForm
from assessments.quizzes.views import PATH, builder, get_kept, quiz_page, to
from learning.curriculum.queries import list_skills


@builder.post(f"{PATH}/undian")
@requires(Permission.CONTENT_WRITE)
def add_draw(quiz_slug: str) -> ResponseReturnValue:
    """Add a draw at the end."""
    quiz, form = get_kept(quiz_slug), DrawForm.of(list_skills(), list_tags(kabupaten_of(me())))
    if form.validate_on_submit():
        with refused_at(form.count):
            operations.add_parts(quiz, [form.details], me().id)
            tell(_("Undian ditambahkan."))
            return to(quiz)
    return shown_again(quiz_page(quiz, draw=form))


@builder.post(f"{PATH}/bacaan")
@requires(Permission.CONTENT_WRITE)
def add_block(quiz_slug: str) -> ResponseReturnValue:
    """Add a text to read at the end."""
    quiz, form = get_kept(quiz_slug), BlockForm()
    if form.validate_on_submit():
        with refused_at(form.text):
            operations.add_block(quiz, form.text.data, me().id)
            tell(_("Bacaan ditambahkan di akhir. Pindahkan ke depan soalnya."))
            return to(quiz)
    return shown_again(quiz_page(quiz, block=form))


@builder.route(f"{PATH}/pilih", methods=["GET", "POST"])
@requires(Permission.CONTENT_WRITE)
def pick(quiz_slug: str) -> ResponseReturnValue:
    """Search the bank, and choose questions that the quiz always asks."""
    quiz, form, kabupaten = get_kept(quiz_slug), PickForm(), kabupaten_of(me())
    if form.validate_on_submit():
        with refused_at(form.questions):
            picked = [PartDetails(question_id=key) for key in form.picked]
            operations.add_parts(quiz, picked, me().id)
            tell(_("%(n)s soal ditambahkan.", n=len(picked)), _("Pilih lagi"), request.full_path)
            return to(quiz)
    search = QuestionSearch.of(request.args)
    answer = page_or_fragment(
        "assessments/quizzes/pick.html",
        "assessments/quizzes/_pick.html",
        quiz=quiz,
        form=form,
        found=list_questions(kabupaten, search, page_number()),
        search=search,
        used={draw.question_id for draw in quiz.draws},
        skills=list_skills(),
        tags=list_tags(kabupaten),
        url=lambda number: url_for(".pick", quiz_slug=quiz.slug, **search.as_args(hal=number)),
    )
    return shown_again(answer) if request.method == "POST" else answer


@builder.post(f"{PATH}/bagian/<int:position>")
@requires(Permission.CONTENT_WRITE)
def change_part(quiz_slug: str, position: int) -> ResponseReturnValue:
    """Move a part up or down, take it out, or let a draw take more or fewer questions."""
    quiz, form, removed = get_kept(quiz_slug), PartForm(), None
    if not form.validate_on_submit():
        return shown_again(quiz_page(quiz, fragment=wants_fragment(), part=form))
    seen, by, deed = str(form.seen.data), me().id, form.deed.data
    try:
        if deed == "hapus":
            removed = RemovedForm.of(operations.remove_part(quiz, position, seen, by), position)
        elif deed == "jumlah":
            operations.change_count(quiz, position, form.count.data or 1, seen, by)
        else:
            operations.move_part(quiz, position, -1 if deed == "naik" else 1, seen, by)
    except Refused as refusal:
        form.deed.errors = [refusal.reason]
        return shown_again(quiz_page(quiz, fragment=wants_fragment(), part=form))
    return _parts_again(quiz, removed)


@builder.post(f"{PATH}/kembalikan")
@requires(Permission.CONTENT_WRITE)
def restore_part(quiz_slug: str) -> ResponseReturnValue:
    """Put a part that was just taken out back in its place."""
    quiz, form = get_kept(quiz_slug), RemovedForm()
    if form.validate_on_submit():
        operations.add_parts(quiz, [form.details], me().id, place=form.place.data)
        return _parts_again(quiz, None)
    return shown_again(quiz_page(quiz, fragment=wants_fragment()))


def _parts_again(quiz: Quiz, removed: RemovedForm | None) -> ResponseReturnValue:
    """Answer with the list of parts for htmx, else go to the page, which offers to put back what was `removed`."""
    if wants_fragment():
        return saved(quiz_page(get_kept(quiz.slug), fragment=True, removed=removed))
    back = removed.as_args() if removed else {}
    return redirect(url_for("builder.show_quiz", quiz_slug=quiz.slug, **back, _anchor="bagian"), 303)
