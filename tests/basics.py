"""What most tests find in their database: the regions of Bengkulu and the shipped content; some, the demo data too."""

from app.db import db
from app.regions import load_regions
from assessments.shipped.operations import load_content, read_content
from tracking.demo import operations as demo


def load() -> None:
    """Fill an empty database."""
    shipped = read_content()
    with db.transaction():
        load_regions(("17",))
        load_content(shipped)


def load_demo() -> None:
    """Fill an empty database with the demo data as well."""
    load()
    with db.transaction():
        demo.load_demo("test-pepper")
