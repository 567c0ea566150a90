"""The pictures of questions from a file: made light, then kept beside them.

Making them light takes its time, so it comes before the first statement of a request that writes; `keep_pictures` then
only adds rows.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from app import media
from app.db import db
from app.pictures import Shrunk, hash_of, shrink
from app.uploads import Unreadable
from assessments.bank.formats.base import Item, Problem
from assessments.bank.queries import sizes_of_pictures

Part = dict[str, Any]  # a body, an option or a picture
Sizes = Mapping[str, tuple[int, int]]
REFUSED = "Gambar %(name)s tidak dibawa. %(why)s"


def shrink_pictures(items: Iterable[Item]) -> None:
    """Let each picture of the items be one that the portal keeps; note at its question what cannot be.

    Afterwards their bodies say `media`, `width` and `height` instead of `file`, and `pictures` holds the bytes under
    those names, but for the pictures that are kept here already: what was exported comes back as it was.
    """
    illustrated = [item for item in items if any(_files(item.body))]
    if illustrated:
        kept = _kept(illustrated)
        for item in illustrated:
            item.body, item.pictures = _settled(item, kept)


def keep_pictures(item: Item, by: UUID | None) -> None:
    """Keep the pictures of an item, which is made ready first where `shrink_pictures` has not been called."""
    shrink_pictures([item])
    sizes = {picture["media"]: picture for picture in pictures_in(item.body)}
    for name, content in item.pictures.items():
        picture = sizes[name]
        media.keep(content, name.partition(".")[2], picture["width"], picture["height"], by)
    item.pictures = {}


def pictures_in(body: Part) -> Iterator[Part]:
    """Yield the pictures of a body: those under its stem, and those of its options."""
    yield from body.get("pictures", [])
    yield from (option["picture"] for option in body.get("options", []) if option.get("picture"))


def _files(body: Part) -> list[str]:
    """Return the names of the pictures that are not kept yet, each once."""
    return list(dict.fromkeys(picture["file"] for picture in pictures_in(body) if "file" in picture))


def _kept(items: Iterable[Item]) -> Sizes:
    """Return the sizes of those pictures that were kept here before, by the names that their contents have."""
    hashes = {hash_of(content) for item in items for content in item.pictures.values()}
    with db.reading():
        return sizes_of_pictures(hashes)


def _settled(item: Item, kept: Sizes) -> tuple[Part, dict[str, bytes]]:
    names = {name.partition(".")[0]: name for name in kept}
    ready: dict[str, Part] = {}
    contents: dict[str, bytes] = {}
    for file in _files(item.body):
        content = item.pictures.get(file, b"")
        if name := names.get(hash_of(content)):
            width, height = kept[name]
        elif shrunk := _shrunk(file, content, item):
            name, width, height = shrunk.name, shrunk.width, shrunk.height
            contents[name] = shrunk.content
        else:
            continue
        ready[file] = {"media": name, "width": width, "height": height}
    return _replaced(item.body, lambda picture: _with_media(picture, ready)), contents


def _shrunk(file: str, content: bytes, item: Item) -> Shrunk | None:
    try:
        return shrink(content)
    except Unreadable as bad:
        item.notes.append(Problem(item.line, REFUSED, {"name": file, "why": str(bad)}))
        return None


def _with_media(picture: Part, ready: Mapping[str, Part]) -> Part | None:
    """Return a picture under the name it is kept by; None for one that cannot be kept."""
    if "file" not in picture:
        return picture
    found = ready.get(picture["file"])
    return {**found, "alt": picture["alt"]} if found else None


def _replaced(body: Part, change: Callable[[Part], Part | None]) -> Part:
    """Return a body with each of its pictures changed, or taken out."""
    changed = dict(body)
    if "pictures" in body:
        changed["pictures"] = [new for picture in body["pictures"] if (new := change(picture))]
        if not changed["pictures"]:
            del changed["pictures"]
    if "options" in body:
        changed["options"] = [_option(option, change) for option in body["options"]]
    return changed


def _option(option: Part, change: Callable[[Part], Part | None]) -> Part:
    if not option.get("picture"):
        return option
    rest = {name: value for name, value in option.items() if name != "picture"}
    picture = change(option["picture"])
    return {**rest, "picture": picture} if picture else rest
