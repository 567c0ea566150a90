"""A text as cadres would read it, and what would make it easier to read."""

from flask_babel import lazy_gettext as _

from learning.curriculum.pictures_kept import shown_pictures
from learning.curriculum.reading import reading_problems
from learning.curriculum.rendering import boxes_of, problems_of, render_lesson

BOXES = {
    "ingat": _("Belum ada kotak Ingat: satu hal yang harus dibawa pulang."),
    "jawaban": _("Belum ada Coba dulu: satu pertanyaan dengan jawaban yang bisa dibuka."),
}


def preview_of(source: str) -> str:
    """Return the HTML of a lesson that is being written; what it may not hold is left out."""
    return render_lesson(source, shown_pictures(source))


def advice_on(source: str) -> list[str]:
    """Return what may not be published in `source`, then what would make it easier to read, in sentences."""
    missing = [str(words) for name, words in BOXES.items() if not boxes_of(source, name)]
    return [*problems_of(source, shown_pictures(source)), *missing, *reading_problems(source)]
