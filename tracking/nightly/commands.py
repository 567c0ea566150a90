"""`flask --app wsgi nightly`: run once a night by the worker or a timer; a second time does no harm."""

import click
from flask.cli import with_appcontext

from app.clock import today
from tracking.nightly.operations import run_nightly


@click.command("nightly")
@with_appcontext
def nightly() -> None:
    """Close overdue attempts, write the day's totals down, forget old tries and imports, make PDFs of modules."""
    done = run_nightly(today())
    click.echo(
        f"{done.closed} kuis ditutup, {done.noted} desa dicatat, {done.forgotten} percobaan masuk dihapus, "
        f"{done.imports} impor lama dihapus, {done.pdfs} PDF modul dibuat."
    )
