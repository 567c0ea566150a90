"""`quiz analyse`: the statistics of a stored quiz, or of a table of marks in a file."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import NoResultFound

from app.db import db
from app.places import kabupaten_around
from assessments.analysis.marks_file import BadMarks, read_marks
from assessments.analysis.queries import FIRST, POPULATIONS, load_marks
from assessments.analysis.report import sheet_of
from assessments.analysis.sheet import Sheet, Totals
from assessments.analysis.statistics import item_statistics, quiz_statistics
from assessments.quizzes.queries import get_quiz_kept

ITEM = (
    "facility",
    "sd",
    "intended_weight",
    "effective_weight",
    "discrimination_index",
    "discriminative_efficiency",
)
QUIZ = (
    "mean",
    "median",
    "sd",
    "skewness",
    "kurtosis",
    "internal_consistency",
    "error_ratio",
    "standard_error",
)


@click.group()
def quiz() -> None:
    """Kuis."""


@quiz.command()
@click.argument("slug", metavar="QUIZ", required=False)
@click.option(
    "--marks", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Tabel nilai, CSV."
)
@click.option("--population", type=click.Choice(POPULATIONS), default=FIRST, help="Percobaan yang dihitung.")
@click.option("--region", metavar="CODE", help="Hanya kader di wilayah ini.")
@click.option("--json", "as_json", is_flag=True, help="Hanya JSON, untuk program lain.")
@with_appcontext
def analyse(slug: str | None, marks: Path | None, population: str, region: str | None, as_json: bool) -> None:
    """Hitung statistik kuis QUIZ, atau tabel nilai: nama soal, nilai tertinggi, lalu satu baris tiap peserta."""
    if (slug is None) == (marks is None):
        raise click.UsageError("Sebut satu: QUIZ, atau --marks BERKAS.")
    names, sheet = _from_file(marks) if marks else _from_quiz(str(slug), population, region)
    found = in_numbers(sheet)
    click.echo(json.dumps(found, allow_nan=False) if as_json else in_words(names, found))


def in_numbers(sheet: Sheet) -> dict[str, Any]:
    """Return the statistics as other programs read them; undefined ones are None."""
    totals = Totals(sheet)
    whole = asdict(quiz_statistics(totals))
    items = [asdict(item) for item in item_statistics(totals)]
    return {
        "items": [{name: item[name] for name in ITEM} for item in items],
        "quiz": {name: whole[name] for name in QUIZ},
    }


def in_words(names: list[str], found: dict[str, Any]) -> str:
    """Return the statistics as two tables for a person."""
    lines = ["\t".join(("item", *ITEM))]
    lines += [
        "\t".join((name, *map(_shown, item.values())))
        for name, item in zip(names, found["items"], strict=True)
    ]
    return "\n".join([*lines, "", *(f"{name}\t{_shown(value)}" for name, value in found["quiz"].items())])


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:.4f}"


def _from_file(file: Path) -> tuple[list[str], Sheet]:
    try:
        return read_marks(file.read_bytes())
    except BadMarks as problem:
        raise click.ClickException(str(problem)) from problem


def _from_quiz(slug: str, population: str, region: str | None) -> tuple[list[str], Sheet]:
    try:
        with db.reading():
            recorded = load_marks(get_quiz_kept(kabupaten_around(region), slug), population, region)
    except NoResultFound as error:
        raise click.ClickException(f"Tidak ada kuis «{slug}».") from error
    names = [f"{version.question.slug} v{version.number}" for version in recorded.versions]
    return names, sheet_of(recorded)
