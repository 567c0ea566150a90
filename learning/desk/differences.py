"""What two versions of a lesson say differently, in lines that a trainer reads."""

from collections.abc import Iterator

from flask_babel import gettext as _

from app.differences import Difference, differences_of
from learning.desk.models import LessonVersion


def differences(before: LessonVersion, after: LessonVersion) -> list[Difference]:
    """Return the lines that were taken away and those that came, in their order."""
    return differences_of(list(_lines(before)), list(_lines(after)))


def _lines(version: LessonVersion) -> Iterator[str]:
    yield f"{_('Judul')}: {version.title}"
    yield f"{_('Tujuan')}: {version.aim}"
    yield f"{_('Menit')}: {version.minutes}"
    yield from (line.rstrip() for line in version.source.split("\n") if line.strip())
    yield from (f"{_('Sumber')}: {title}" for title in version.references)
    yield from (f"{_('Keterampilan')}: {slug}" for slug in version.skills)
