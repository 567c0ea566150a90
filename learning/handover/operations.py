"""Takes a module over that another kabupaten handed on: as a module of one's own, all its lessons drafts."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid5

from flask_babel import gettext as _
from sqlalchemy import select

from app import audit
from app.db import db
from app.errors import Refused
from app.forms import squeeze
from app.pictures import Shrunk, hash_of, shrink
from app.places import Region
from app.uploads import Unreadable
from learning.curriculum.lesson_files import LessonFile, ModuleFile
from learning.curriculum.models import Module, Skill, Theme
from learning.curriculum.pictures import Picture
from learning.curriculum.pictures_kept import keep_picture
from learning.desk.module_operations import ModuleDetails, add_module
from learning.desk.operations import LessonText, add_lesson
from learning.handover.archive import PackedModule, unpack_module
from learning.handover.folder import BadModule
from learning.handover.queries import TAKEN_OVER, get_taken_before, kept_names

PICTURE = re.compile(r"img/[a-z0-9-]+\.(?:svg|png|jpg)\b", re.ASCII)


class TakenBefore(Refused):
    """The same zip has been taken over before, and not been told to be so again; `module` came of it."""

    def __init__(self, module: Module) -> None:
        super().__init__(_("Zip ini sudah pernah diambil. Modulnya: «%(title)s».", title=module.title))
        self.module = module


@dataclass(frozen=True)
class Parcel:
    """A module that was opened and made ready, so that taking it over only adds rows.

    `digest` is of the zip it came in, `names` gives its pictures the names they are kept by, `pictures` are those that
    are new here, `dropped` the skills that this portal does not know.
    """

    digest: str
    packed: PackedModule
    names: Mapping[str, str]
    pictures: list[Shrunk]
    dropped: list[str]


def open_parcel(content: bytes) -> Parcel:
    """Return the module in a zip; raise BadModule for what is none, or has no place here.

    Takes its time, so it comes before the first statement of a request that writes.
    """
    packed = unpack_module(content)
    written, used = packed.module, _used_pictures(packed.module)
    hashes = {name: hash_of(picture.content) for name, picture in used.items()}
    with db.reading() as session:
        kept = kept_names(hashes.values())
        themes, skills = set(session.scalars(select(Theme.slug))), set(session.scalars(select(Skill.slug)))
    if written.theme not in themes:
        about = {"file": written.file, "theme": written.theme}
        raise BadModule([_("%(file)s: tema %(theme)s tidak ada di portal ini.", **about)])
    light = {name: _made_light(name, used[name]) for name, key in hashes.items() if key not in kept}
    names = {name: light[name].name if name in light else kept[key] for name, key in hashes.items()}
    named = {*written.skills, *(slug for lesson in written.lessons for slug in lesson.skills)}
    digest = hashlib.sha256(content).hexdigest()
    return Parcel(digest, packed, names, list(light.values()), sorted(named - skills))


def take_over(key: UUID, parcel: Parcel, kabupaten: str, by: UUID | None, *, again: bool = False) -> Module:
    """Add a parcel as a kabupaten's own module, its lessons as drafts; the same under the same `key` is added once.

    Raises TakenBefore when this kabupaten has a module of the same zip, unless it is to be taken `again`.
    """
    module_id = uuid5(key, f"{kabupaten} {parcel.digest}")
    db.session.execute(select(Region.code).where(Region.code == kabupaten).with_for_update())
    if existing := db.session.get(Module, module_id):
        return existing
    before = get_taken_before(kabupaten, parcel.digest)
    if before and not again:
        raise TakenBefore(before)
    written = parcel.packed.module
    details = ModuleDetails(
        _line(written.title), _line(written.summary), written.theme, _known(written.skills, parcel)
    )
    module = add_module(module_id, details, kabupaten, by)
    for picture in parcel.pictures:
        keep_picture(picture, by)
    for lesson in written.lessons:
        add_lesson(uuid5(module_id, lesson.slug), module, _text(lesson, parcel), kabupaten, by)
    about = {"digest": parcel.digest, "origin": parcel.packed.origin, "lessons": len(written.lessons)}
    audit.record(by, TAKEN_OVER, "module", module.id, kabupaten, **about)
    return module


def _used_pictures(module: ModuleFile) -> dict[str, Picture]:
    """Return the pictures that a lesson names; the others are left behind."""
    return {
        name: lesson.pictures[name]
        for lesson in module.lessons
        for name in PICTURE.findall(lesson.body)
        if name in lesson.pictures
    }


def _made_light(name: str, picture: Picture) -> Shrunk:
    """Return a picture as the portal keeps it, without anything that may be hidden in it; a drawing was judged before."""
    if picture.kind == "svg":
        return Shrunk(picture.content, picture.kind, picture.width, picture.height)
    try:
        return shrink(picture.content, with_webp=True)
    except Unreadable as bad:
        raise BadModule([f"{name}: {bad}"]) from None


def _text(lesson: LessonFile, parcel: Parcel) -> LessonText:
    """Return what the first version of a lesson says: that it is somebody else's work stands among its sources."""
    body = PICTURE.sub(lambda found: parcel.names.get(found[0], found[0]), lesson.body)
    origin = parcel.packed.origin
    credit = [_("%(origin)s, lisensi CC BY 4.0", origin=origin)] if origin else []
    return LessonText(
        title=_line(lesson.title),
        aim=_line(lesson.aim),
        minutes=lesson.minutes,
        source=f"{body}\n",
        skills=_known(lesson.skills, parcel),
        references=list(dict.fromkeys([*map(_line, lesson.references), *credit])),
    )


def _known(skills: Iterable[str], parcel: Parcel) -> list[str]:
    return [slug for slug in skills if slug not in parcel.dropped]


def _line(text: str) -> str:
    return squeeze(text) or ""
