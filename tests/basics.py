"""What most tests find in their database: the regions of Bengkulu and the shipped content."""

from app.db import db
from app.regions import load_regions
from assessments.shipped.operations import load_content, read_content


def load() -> None:
    """Fill an empty database."""
    shipped = read_content()
    with db.transaction():
        load_regions(("17",))
        load_content(shipped)
