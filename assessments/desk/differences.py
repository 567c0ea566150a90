"""What two versions of a question say differently, in lines that a trainer reads."""

from collections.abc import Iterable, Iterator
from typing import Any

from flask_babel import gettext as _

from app.differences import Difference, differences_of
from assessments.bank.models import QuestionVersion
from assessments.bank.types import get_type
from assessments.bank.types.base import Body
from assessments.bank.types.number import as_typed

Part = dict[str, Any]


def differences(before: QuestionVersion, after: QuestionVersion) -> list[Difference]:
    """Return the lines that were taken away and those that came, in their order."""
    return differences_of(list(_lines(before)), list(_lines(after)))


def _lines(version: QuestionVersion) -> Iterator[str]:
    """Read a version out, a line for each thing it says."""
    body = version.body
    yield f"{_('Jenis')}: {get_type(version.type).label}"
    yield f"{_('Kesulitan')}: {version.difficulty}"
    yield from _texts(_("Soal"), body.get("stem"))
    yield from _pictures(body.get("pictures") or [])
    yield from _texts(_("Kalimat"), body.get("text"))
    for part in [*body.get("options", []), *body.get("items", [])]:
        yield _option(_("Pilihan"), part)
    for pair in body.get("pairs", []):
        yield f"{_('Pasangan')}: {pair['left']} – {pair['right']}"
    for part in body.get("extra", []):
        yield f"{_('Pengecoh')}: {part['text']}"
    for gap in body.get("gaps", []):
        yield from (_option(_("Celah %(n)s", n=gap["id"]), option) for option in gap["options"])
    yield from _answers(body)
    yield from _rules(body)
    for name, words in (body.get("feedback") or {}).items():
        yield from _texts(_("Bila benar") if name == "right" else _("Bila belum benar"), words)
    yield from _texts(_("Penjelasan"), body.get("explanation"))
    yield from _texts(_("Pelajaran"), version.lesson_slug)


def _answers(body: Body) -> Iterator[str]:
    if isinstance(body.get("answer"), bool):
        yield f"{_('Jawaban')}: {_('Benar') if body['answer'] else _('Salah')}"
    accepted: Iterable[Part] = body.get("answers", [])
    if isinstance(body.get("answer"), str):
        accepted = [{name: body.get(name) for name in ("answer", "tolerance")}, *accepted]
        yield from _texts(_("Satuan"), body.get("unit"))
    for answer in accepted:
        words = answer.get("text") or as_typed(answer["answer"])
        margin = (
            f" ± {as_typed(answer['tolerance'])}" if answer.get("tolerance", "0") not in (None, "0") else ""
        )
        yield _option(_("Jawaban"), {**answer, "text": words + margin})
    for unit in body.get("units", []):
        yield f"{_('Satuan lain')}: {unit['name']} = {as_typed(unit['factor'])}"


def _rules(body: Body) -> Iterator[str]:
    ways = {
        "partial": _("tiap bagian yang tepat dinilai"),
        "weights": _("menurut nilai sebagian tiap pilihan"),
        "all": _("semua harus tepat"),
    }
    if body.get("scoring"):
        yield f"{_('Cara menilai')}: {ways[body['scoring']]}"
    if body.get("fixed_order"):
        yield _("Urutan pilihan tetap")
    if body.get("case"):
        yield _("Huruf besar dan kecil dibedakan")


def _option(name: str, part: Part) -> str:
    """Read an option or an accepted answer out, with all that belongs to it."""
    said = [part.get("text") or ""]
    if picture := part.get("picture"):
        said.append(_("gambar: %(alt)s", alt=picture.get("alt", "")))
    if part.get("correct"):
        said.append(_("benar"))
    if part.get("weight"):
        said.append(f"{as_typed(part['weight'])} %")
    if part.get("feedback"):
        said.append(f"«{part['feedback']}»")
    return f"{name}: {' · '.join(word for word in said if word)}"


def _texts(name: str, text: str | None) -> Iterator[str]:
    return (f"{name}: {line}" for line in (text or "").split("\n") if line.strip())


def _pictures(pictures: Iterable[Part]) -> Iterator[str]:
    return (f"{_('Gambar')}: {picture.get('alt', '')}" for picture in pictures)
