"""`flask --app wsgi questions import FILE --format …` and `questions export FILE --format …`."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click
from flask.cli import AppGroup
from sqlalchemy.exc import NoResultFound

from app.db import db
from app.places import get_region
from assessments.bank.exporting import export_questions
from assessments.bank.formats import CODES, WRITTEN, get_format
from assessments.bank.formats.base import BadFile, Item, Parsed, Problem
from assessments.bank.import_applying import Outcome, apply_import
from assessments.bank.import_operations import keep_import
from assessments.bank.import_queries import read_bank
from assessments.bank.matching import BROKEN, CHANGED, DOUBLE, NEW, SAME, Step
from assessments.bank.picture_operations import shrink_pictures
from assessments.bank.search import QuestionSearch
from assessments.bank.staging import asked_of, read_questions
from assessments.bank.types import get_type
from learning.curriculum.models import Skill

questions = AppGroup("questions", help="Bank soal.")
Steps = Sequence[tuple[Item, Step]]
format_option = click.option("--format", "format_code", required=True, type=click.Choice(CODES))
skill_option = click.option("--skill", help="Slug keterampilan.")
region_option = click.option("--region", help="Kode kabupaten atau kota; tanpa ini untuk semua.")
json_option = click.option("--json", "as_json", is_flag=True, help="Tulis hasilnya sebagai JSON.")


@questions.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@format_option
@skill_option
@region_option
@click.option("--dry-run", is_flag=True, help="Baca dan periksa saja.")
@json_option
def import_(
    *, file: Path, format_code: str, skill: str | None, region: str | None, dry_run: bool, as_json: bool
) -> None:
    """Add and change the questions of FILE that can be used, and name the rest with their lines."""
    _require(skill, region)
    try:
        _format, parsed = read_questions(file.read_bytes(), format_code)
        shrink_pictures(parsed.items)
    except BadFile as bad:
        _tell(0, [bad.problem], as_json)
        sys.exit(1)
    with db.reading():
        steps = list(zip(parsed.items, read_bank(region).plan(parsed.items, skill), strict=True))
    writes = [(item, step) for item, step in steps if step.verdict in (NEW, CHANGED)]
    if writes and not dry_run:
        _apply(parsed, format_code, file.name, skill, region)
    _tell(len(asked_of(item for item, _step in writes)), _problems(parsed, steps), as_json)
    usable = [item for item, step in steps if step.verdict in (NEW, CHANGED, SAME)]
    sys.exit(0 if asked_of(usable) else 1)


def _apply(parsed: Parsed, format_code: str, name: str, skill: str | None, region: str | None) -> None:
    with db.transaction():
        kept = keep_import(
            parsed, format_code=format_code, filename=name, skill_slug=skill, region_code=region, by=None
        )
        while apply_import(kept.id, kept.state, None) is Outcome.CHANGED_SINCE:
            pass  # somebody changed the bank while the file was read: it is held against what stands now


def _problems(parsed: Parsed, steps: Steps) -> list[Problem]:
    """Return what was not taken, or not as a whole, by line."""
    problems = [*parsed.problems]
    for item, step in steps:
        problems += item.notes
        if step.verdict == BROKEN:
            flaws = get_type(item.type).flaws(item.body)
            problems += [Problem(item.line, flaw.message, flaw.values) for flaw in flaws]
        elif step.verdict == DOUBLE:
            first = {"line": steps[step.twin - 1][0].line}
            problems.append(Problem(item.line, "Soal yang sama sudah ada di baris %(line)s.", first))
    return sorted(problems, key=lambda problem: problem.line)


@questions.command("export")
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@click.option("--format", "format_code", required=True, type=click.Choice(WRITTEN))
@skill_option
@region_option
@json_option
def export(file: Path, format_code: str, skill: str | None, region: str | None, as_json: bool) -> None:
    """Write the questions that stand in a kabupaten, or those for everybody, to FILE."""
    _require(skill, region)
    written = export_questions(get_format(format_code), region, QuestionSearch(skill_slug=skill or ""))
    file.write_bytes(written.content)
    _tell(written.questions, written.problems, as_json)


def _require(skill: str | None, region: str | None) -> None:
    """Refuse a skill or a region that is not there."""
    with db.reading() as session:
        if skill and session.get(Skill, skill) is None:
            raise click.BadParameter(f"keterampilan {skill} tidak ada", param_hint="--skill")
        try:
            kind = get_region(region).kind if region else "kabupaten"
        except NoResultFound:
            kind = ""
    if kind not in ("kabupaten", "kota"):
        raise click.BadParameter(f"{region} bukan kabupaten atau kota", param_hint="--region")


def _tell(count: int, problems: Sequence[Problem], as_json: bool) -> None:
    if as_json:
        listed = [{"line": problem.line, "message": problem.text} for problem in problems]
        click.echo(json.dumps({"questions": count, "problems": listed}, ensure_ascii=False))
        return
    click.echo(f"{count} soal")
    for problem in problems:
        click.echo(f"Baris {problem.line}: {problem.text}" if problem.line else problem.text)
