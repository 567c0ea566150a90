"""`content load` and `content check`: what ships as files, into the database, and held against the rules."""

import json
import sys
from typing import Any

import click
from flask.cli import with_appcontext

from app.db import db
from assessments.shipped.operations import load_content, read_content
from assessments.shipped.report import report_on, report_on_unreadable
from learning.curriculum.files import ContentError


@click.group()
def content() -> None:
    """Isi: pelajaran, soal, kuis, aturan jenjang."""


@content.command()
@with_appcontext
def load() -> None:
    """Muat isi dari berkas; menjalankannya lagi tidak mengubah apa-apa."""
    try:
        shipped = read_content()
        with db.transaction():
            counts = load_content(shipped)
    except ContentError as error:
        raise click.ClickException(f"Isi belum dimuat.\n{error}") from error
    for kind, count in counts.items():
        click.echo(
            f"{kind}: {count.added} baru, {count.changed} berubah, {count.retired} ditarik, "
            f"{count.unchanged} tetap"
        )
    if all(count.nothing_changed for count in counts.values()):
        click.echo("Tidak ada yang berubah.")


@content.command()
@click.option("--json", "as_json", is_flag=True, help="Hanya JSON, untuk program lain.")
def check(as_json: bool) -> None:
    """Periksa isi; keluar dengan 1 bila ada yang belum benar."""
    try:
        report = report_on(read_content())
    except ContentError as error:
        report = report_on_unreadable(error.problems)
    click.echo(json.dumps(report, ensure_ascii=False) if as_json else in_words(report))
    if report["problems"] or report["keys_on_weak_facts"]:
        sys.exit(1)


def in_words(report: dict[str, Any]) -> str:
    """Return the report for a person."""
    short = [f"  {entry['skill']}: {entry['why']}" for entry in report["short"]]
    problems = [
        f"  {problem['file']}: {problem['where']}: {problem['message']}" for problem in report["problems"]
    ]
    lines = [
        f"{report['lessons']} pelajaran, {report['questions']} soal",
        *_reading(report["reading"]),
        f"fakta yang dipakai: {report['facts_used']} dari {report['facts']}",
        f"kunci pada fakta tinggi: {report['keys_on_high_facts']} dari {report['keys_on_facts']}",
        f"kunci pada fakta lemah: {report['keys_on_weak_facts']}",
        f"kunci belum ditinjau: {report['unreviewed_keys']}",
        f"keterampilan yang kekurangan soal: {len(short)}",
        *short,
        f"yang belum benar: {len(problems)}",
        *problems,
    ]
    return "\n".join(lines)


def _reading(figures: dict[str, Any]) -> list[str]:
    """Return how hard the lessons are to read, a line for each module; nothing of files that cannot be read."""
    if not figures:
        return []
    words, sentences = figures["words_per_lesson"], figures["sentences"]
    return [
        f"kata sepelajaran: {words['least']} sampai {words['most']}, tengahnya {words['middle']}",
        f"kata sekalimat: rata-rata {sentences['average']}, paling banyak {sentences['longest']}",
        f"{'modul':<28}pelajaran   kata  rata-rata  terpanjang  kata sukar",
        *(
            f"{row['module']:<28}{row['lessons']:>9}{row['words']:>7}{row['average']:>11}"
            f"{row['longest']:>12}{row['hard_words']:>12}"
            for row in figures["modules"]
        ),
    ]
