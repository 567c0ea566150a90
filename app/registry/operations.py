"""Writes about cadres. Every one records who did it; a change of level, desa or being active adds a `Standing`."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.exc import NoResultFound

from app import audit
from app.clock import today
from app.db import db, new_id, now
from app.errors import Refused
from app.filters import long_date
from app.places import fold
from app.registry.details import CadreDetails
from app.registry.models import LEVELS, Cadre, Placement, Posyandu, Standing, Training
from app.registry.numbers import make_number

MATCH_BATCH = 500  # keys in one IN (…): SQLite takes a limited number of parameters


def _batched(keys: Collection[UUID], length: int) -> Iterator[list[UUID]]:
    """Yield `keys` in order, at most `length` at a time."""
    ordered = sorted(keys)
    for start in range(0, len(ordered), length):
        yield ordered[start : start + length]


def lock_cadre(cadre_id: UUID) -> Cadre:
    """Return the cadre with her row locked until the transaction ends, read anew; raise NoResultFound otherwise.

    Evidence, awards, moves and merges take this lock first, so that two of them at once see each other.
    """
    statement = select(Cadre).where(Cadre.id == cadre_id).with_for_update()
    return db.session.execute(statement, execution_options={"populate_existing": True}).scalar_one()


def lock_cadres(cadre_ids: Iterable[UUID]) -> list[Cadre]:
    """Lock several cadres, always in the same order so that two bulk writes cannot wait for each other."""
    keys = set(cadre_ids)
    cadres: list[Cadre] = []
    for some in _batched(keys, MATCH_BATCH):
        statement = select(Cadre).where(Cadre.id.in_(some)).order_by(Cadre.id).with_for_update()
        cadres.extend(db.session.execute(statement, execution_options={"populate_existing": True}).scalars())
    if len(cadres) != len(keys):
        raise NoResultFound
    return cadres


def set_standing(
    cadre: Cadre,
    since: date,
    *,
    level_code: str | None = None,
    skills_mastered: int | None = None,
    region_code: str | None = None,
) -> bool:
    """Write the plain values of a locked cadre; add a `Standing` when level, desa or being active changed.

    `since` is the day from which it is true, but no row goes before her last one, so that the newest stays the true
    one; what is None stays. Whether she is active follows from `left_at`, which the caller has set. Returns whether a
    row was added.
    """
    if skills_mastered is not None:
        cadre.skills_mastered = skills_mastered
    if level_code is not None and level_code != cadre.level_code:
        cadre.level_code, cadre.level_since = level_code, since
    if region_code is not None:
        cadre.region_code = region_code
    db.session.flush()
    stands = (cadre.region_code, cadre.level_code, cadre.left_at is None)
    last = db.session.execute(
        select(Standing.region_code, Standing.level_code, Standing.active, Standing.since)
        .where(Standing.cadre_id == cadre.id)
        .order_by(Standing.since.desc(), Standing.id.desc())
        .limit(1)
    ).first()
    if last is not None and tuple(last[:3]) == stands:
        return False
    _stand(cadre, since if last is None else max(since, last.since))
    return True


@dataclass(frozen=True)
class NewCadre:
    """A cadre to add: herself, where she serves, since when, and her number (None: one is made)."""

    details: CadreDetails
    posyandu: Posyandu
    since: date
    number: str | None = None


def add_cadre(
    posyandu: Posyandu, details: CadreDetails, since: date, by: UUID | None, number: str | None = None
) -> Cadre:
    """Add one cadre who serves at `posyandu` since that day; see `add_cadres`."""
    return add_cadres([NewCadre(details, posyandu, since, number)], by)[0]


def add_cadres(new: Sequence[NewCadre], by: UUID | None) -> list[Cadre]:
    """Add cadres in a constant number of statements, however many; refuse a closed Posyandu and a future day."""
    _refuse_closed({entry.posyandu.id for entry in new})
    for entry in new:
        _refuse_future(entry.since)
    numbers = iter(_free_numbers(sum(entry.number is None for entry in new)))
    cadres = [
        Cadre(
            id=new_id(),
            number=entry.number or next(numbers),
            posyandu_id=entry.posyandu.id,
            region_code=entry.posyandu.region_code,
            level_code=LEVELS[0],
            **_columns(entry.details),
        )
        for entry in new
    ]
    db.session.add_all(cadres)
    db.session.flush()  # the rows that point to them have no relationship to order them by
    for cadre, entry in zip(cadres, new, strict=True):
        _place(cadre, entry.posyandu, entry.since, by)
        _stand(cadre, entry.since)
        audit.record(by, "added", "cadre", cadre.id, cadre.region_code)
    db.session.flush()
    return cadres


def change_cadre(cadre_id: UUID, details: CadreDetails, by: UUID | None) -> Cadre:
    """Correct what is kept about a cadre; the audit names the columns, not what was in them."""
    cadre = lock_cadre(cadre_id)
    change_locked(cadre, details, by)
    return cadre


def change_locked(cadre: Cadre, details: CadreDetails, by: UUID | None) -> bool:
    """Change a cadre whose lock is held; return whether anything was different."""
    changed = [name for name, value in _columns(details).items() if getattr(cadre, name) != value]
    for name in changed:
        setattr(cadre, name, _columns(details)[name])
    if changed:
        audit.record(by, "changed", "cadre", cadre.id, cadre.region_code, columns=sorted(changed))
    return bool(changed)


def move_cadre(cadre_id: UUID, posyandu: Posyandu, since: date, by: UUID | None) -> Cadre:
    """Let an active cadre serve at another Posyandu from `since` on; refuse what contradicts her earlier places."""
    cadre = lock_cadre(cadre_id)
    move_locked(cadre, posyandu, since, by)
    return cadre


def move_locked(cadre: Cadre, posyandu: Posyandu, since: date, by: UUID | None) -> None:
    """Move a cadre whose lock is held."""
    if cadre.left_at is not None:
        raise Refused(_("%(name)s sudah berhenti. Kembalikan dulu, baru pindahkan.", name=cadre.name))
    if cadre.posyandu_id == posyandu.id:
        raise Refused(_("%(name)s memang sudah bertugas di Posyandu itu.", name=cadre.name))
    _refuse_closed({posyandu.id})
    _refuse_before_last(cadre, since)
    before = cadre.posyandu_id
    _serve_at(cadre, posyandu, since, by)
    audit.record(by, "moved", "cadre", cadre.id, cadre.region_code, posyandu=str(before), to=str(posyandu.id))


def leave(cadre_id: UUID, left_on: date, by: UUID | None) -> Cadre:
    """Note that a cadre stopped serving on a day; her number, levels and history stay."""
    cadre = lock_cadre(cadre_id)
    if cadre.left_at is not None:
        raise Refused(_("%(name)s sudah dicatat berhenti.", name=cadre.name))
    _refuse_before_last(cadre, left_on)
    cadre.left_at = left_on
    set_standing(cadre, left_on)
    audit.record(by, "left", "cadre", cadre.id, cadre.region_code)
    return cadre


def return_(cadre_id: UUID, posyandu: Posyandu, since: date, by: UUID | None) -> Cadre:
    """Bring back a cadre who had left, to her old Posyandu or another one, from `since` on."""
    cadre = lock_cadre(cadre_id)
    if cadre.left_at is None:
        raise Refused(_("%(name)s masih aktif.", name=cadre.name))
    _refuse_closed({posyandu.id})
    _refuse_before_last(cadre, since)
    cadre.left_at = None
    _serve_at(cadre, posyandu, since, by)
    audit.record(by, "returned", "cadre", cadre.id, cadre.region_code)
    return cadre


def add_training(
    cadre_ids: Iterable[UUID], title: str, starts_on: date, ends_on: date, *, source: str, by: UUID | None
) -> list[Training]:
    """Record that these cadres took part in a training, from the first to the last day."""
    _refuse_future(ends_on)
    cadres = lock_cadres(cadre_ids)
    trainings = [
        Training(
            id=new_id(),
            cadre_id=cadre.id,
            title=title,
            starts_on=starts_on,
            ends_on=ends_on,
            source=source,
            by=by,
        )
        for cadre in cadres
    ]
    db.session.add_all(trainings)
    for cadre, training in zip(cadres, trainings, strict=True):
        cadre.trained = True
        audit.record(by, "added", "training", training.id, cadre.region_code, cadre=str(cadre.id))
    db.session.flush()
    return trainings


def withdraw_training(training_id: UUID, by: UUID | None) -> bool:
    """Take a training back with a later row and count anew whether she is trained; False when it was done before."""
    training = db.session.execute(select(Training).where(Training.id == training_id)).scalar_one()
    cadre = lock_cadre(training.cadre_id)
    if training.withdraws is not None or _is_withdrawn(training.id):
        return False
    db.session.add(
        Training(
            id=new_id(),
            cadre_id=cadre.id,
            title=training.title,
            starts_on=training.starts_on,
            ends_on=training.ends_on,
            source=training.source,
            by=by,
            withdraws=training.id,
        )
    )
    db.session.flush()
    cadre.trained = has_training(cadre.id)
    audit.record(by, "withdrawn", "training", training.id, cadre.region_code, cadre=str(cadre.id))
    db.session.flush()
    return True


def has_training(cadre_id: UUID) -> bool:
    """Return whether the cadre has a training that no later row withdraws."""
    taken_back = select(Training.withdraws).where(Training.withdraws.is_not(None))
    statement = (
        select(Training.id)
        .where(Training.cadre_id == cadre_id, Training.withdraws.is_(None), Training.id.not_in(taken_back))
        .limit(1)
    )
    return db.session.scalar(statement) is not None


def _is_withdrawn(training_id: UUID) -> bool:
    return db.session.scalar(select(Training.id).where(Training.withdraws == training_id)) is not None


def _columns(details: CadreDetails) -> dict[str, object]:
    return {**asdict(details), "fields": list(details.fields), "sort_name": fold(details.name)}


def _free_numbers(count: int) -> list[str]:
    """Return new numbers that nobody on the roster has or had: rows of cadres are never deleted."""
    free: dict[str, None] = {}
    while missing := count - len(free):
        tried = [make_number() for _ in range(min(missing, MATCH_BATCH))]
        taken = set(db.session.scalars(select(Cadre.number).where(Cadre.number.in_(tried))))
        free.update(dict.fromkeys(number for number in tried if number not in taken))
    return list(free)


def _stand(cadre: Cadre, since: date) -> None:
    db.session.add(
        Standing(
            cadre_id=cadre.id,
            region_code=cadre.region_code,
            level_code=cadre.level_code,
            active=cadre.left_at is None,
            since=since,
            recorded_at=now(),
        )
    )


def _serve_at(cadre: Cadre, posyandu: Posyandu, since: date, by: UUID | None) -> None:
    if cadre.posyandu_id != posyandu.id:
        cadre.posyandu_id = posyandu.id
        _place(cadre, posyandu, since, by)
    set_standing(cadre, since, region_code=posyandu.region_code)


def _place(cadre: Cadre, posyandu: Posyandu, since: date, by: UUID | None) -> None:
    db.session.add(Placement(cadre_id=cadre.id, posyandu_id=posyandu.id, since=since, by=by))


def _refuse_closed(posyandu_ids: Collection[UUID]) -> None:
    """Refuse a closed Posyandu, and hold the open ones so that none closes before this transaction ends."""
    for keys in _batched(posyandu_ids, MATCH_BATCH):
        held = select(Posyandu).where(Posyandu.id.in_(keys)).order_by(Posyandu.id)
        statement = held.with_for_update(read=True)
        for posyandu in db.session.execute(
            statement, execution_options={"populate_existing": True}
        ).scalars():
            if posyandu.closed_at is not None:
                raise Refused(_("Posyandu %(name)s sudah ditutup. Pilih Posyandu lain.", name=posyandu.name))


def _refuse_future(day: date) -> None:
    if day > today():
        raise Refused(_("Tanggalnya belum tiba. Tulis hari ini atau sebelumnya."))


def _refuse_before_last(cadre: Cadre, day: date) -> None:
    """Refuse a day in the future, or before what was last recorded of her: the newest row must stay the true one."""
    _refuse_future(day)
    last = db.session.scalar(select(func.max(Standing.since)).where(Standing.cadre_id == cadre.id))
    if last is not None and day < last:
        raise Refused(
            _("Tulis tanggal %(day)s atau sesudahnya: itu catatan terakhirnya.", day=long_date(last))
        )
