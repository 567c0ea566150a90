"""`flask --app wsgi roster import FILE --region CODE`: the roster from a spreadsheet, without a browser."""

import json
import sys
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup
from sqlalchemy.exc import NoResultFound

from app.clock import today
from app.db import db
from app.places import get_region, may_see_people
from app.registry.import_operations import apply_plan, plan_rows
from app.registry.importer import Problem, parse_roster
from app.registry.matching import CHANGED, NEW, SAME, Plan
from app.uploads import Unreadable

roster = AppGroup("roster", help="Daftar kader.")


@roster.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--region", required=True, help="Kode kabupaten, kota atau kecamatan.")
@click.option("--dry-run", is_flag=True, help="Baca dan periksa saja.")
@click.option("--json", "as_json", is_flag=True, help="Tulis hasilnya sebagai JSON.")
def import_(file: Path, region: str, dry_run: bool, as_json: bool) -> None:
    """Add and change the cadres of FILE, all of them or, when a row is wrong, none."""
    if not may_see_people(region):
        raise click.BadParameter("pilih kabupaten, kota atau di bawahnya", param_hint="--region")
    try:
        parsed = parse_roster(file.read_bytes(), today())
    except Unreadable as problem:
        _tell(Plan(problems=[Problem(0, "", str(problem))]), 0, as_json)
        sys.exit(1)
    with db.transaction():
        _require_region(region)
        plan = plan_rows(parsed.rows, parsed.problems, region)
        if not (dry_run or plan.problems):
            apply_plan(plan, None)
    _tell(plan, parsed.skipped, as_json)
    sys.exit(1 if plan.problems and not dry_run else 0)


def _require_region(code: str) -> None:
    try:
        get_region(code)
    except NoResultFound as error:
        raise click.BadParameter(f"wilayah {code} tidak ada", param_hint="--region") from error


def _tell(plan: Plan, skipped: int, as_json: bool) -> None:
    result: dict[str, Any] = {
        "create": plan.count(NEW),
        "update": plan.count(CHANGED),
        "unchanged": plan.count(SAME),
        "problems_rows": len({problem.row for problem in plan.problems}),
        "skipped": skipped,
        "problems": [
            {"row": problem.row, "column": problem.column, "message": problem.text}
            for problem in plan.problems
        ],
    }
    if as_json:
        click.echo(json.dumps(result, ensure_ascii=False))
        return
    click.echo(
        f"baru {result['create']}, berubah {result['update']}, sama {result['unchanged']}, dilewati {skipped}"
    )
    for problem in plan.problems:
        click.echo(f"Baris {problem.row}, kolom {problem.column}: {problem.text}")
