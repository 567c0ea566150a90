"""The question bank: its list, its near duplicates, and one question as a cadre sees it."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.auth.decorators import requires
from app.auth.identity import me
from app.auth.permissions import Permission
from app.auth.scope import kabupaten_of
from app.db import db
from app.web import PAGE_LENGTH, Page, page_number, page_or_fragment
from assessments.bank import queries
from assessments.bank.duplicates import find_pairs
from assessments.bank.search import QuestionSearch
from assessments.bank.types import LABELS, Unreadable, get_type
from learning.curriculum.queries import list_skills, list_themes

bank = Blueprint("bank", __name__)


@bank.get("/soal")
@requires(Permission.CONTENT_WRITE)
def list_questions() -> ResponseReturnValue:
    """Show the questions of the kabupaten, searched, filtered and in pages."""
    region_code, search = kabupaten_of(me()), QuestionSearch.of(request.args)
    skills = list_skills()
    return page_or_fragment(
        "assessments/bank/list_questions.html",
        "assessments/bank/_questions.html",
        found=queries.list_questions(region_code, search, page_number()),
        search=search,
        asked=queries.asked,
        labels=dict(LABELS),
        skills=skills,
        skill_names={skill.slug: skill.label for skill in skills},
        themes=[(theme.slug, theme.title) for theme in list_themes()],
        tags=[(tag, tag) for tag in queries.list_tags(region_code)],
        url=lambda number: url_for(".list_questions", **search.as_args(hal=number)),
    )


@bank.get("/soal/<slug>/lihat")
@requires(Permission.CONTENT_WRITE)
def preview_question(slug: str) -> ResponseReturnValue:
    """Show a question as a cadre sees it on her phone; an answer may be tried, and nothing is saved."""
    question = queries.get_question_for(kabupaten_of(me()), slug)
    version = queries.newest_version(question.id)
    kind, given = get_type(version.type), request.args.getlist("answer")
    value, problem = None, None
    if "coba" in request.args:
        try:
            value = kind.read(version.body, given)
        except Unreadable as unreadable:
            problem = unreadable.problem
    return render_template(
        "assessments/bank/preview_question.html",
        question=question,
        version=version,
        face=kind.face(version.body, kind.option_ids(version.body), given),
        problem=problem,
        mark=None if value is None else kind.mark(version.body, value),
        why=[] if value is None else kind.feedback(version.body, value),
        is_asked=kind.is_asked,
    )


@bank.get("/soal/kembar")
@requires(Permission.CONTENT_WRITE)
def list_duplicates() -> ResponseReturnValue:
    """Show pairs of questions that ask the same in other words; comparing them holds no transaction."""
    region_code = kabupaten_of(me())
    with db.reading():
        stems = queries.list_stems(region_code)
    pairs = find_pairs(stems)
    number = min(page_number(), max(1, -(-len(pairs) // PAGE_LENGTH)))
    shown = pairs[(number - 1) * PAGE_LENGTH : number * PAGE_LENGTH]
    return render_template(
        "assessments/bank/duplicates.html",
        found=Page(shown, number, len(pairs)),
        url=lambda number: url_for(".list_duplicates", hal=number),
    )
