"""What most tests find in their database: the regions of Bengkulu and the shipped content."""

from app.db import db
from app.regions import load_regions


def load() -> None:
    """Fill an empty database."""
    with db.transaction():
        load_regions(("17",))
