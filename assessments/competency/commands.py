"""`flask --app wsgi levels …`: counts levels anew from the records."""

import json

import click
from flask.cli import AppGroup

from assessments.competency.recount import find_differences, mend

levels = AppGroup("levels", help="Levels, counted from the records.")


@levels.command("recompute")
@click.option("--check", is_flag=True, help="Change nothing; end with 1 when anything differs.")
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON and nothing else.")
def recompute(check: bool, as_json: bool) -> None:
    """Count every cadre's region, level, skills and training anew and mend what differs."""
    found = find_differences()
    if not check:
        mend(found.differences)
    if as_json:
        click.echo(json.dumps({"cadres": found.cadres, "differ": len(found.differences)}))
    else:
        for difference in found.differences:
            click.echo(f"{difference.number}: {', '.join(difference.columns)}")
        click.echo(f"{found.cadres} kader, {len(found.differences)} berbeda")
    if check and found.differences:
        raise SystemExit(1)
