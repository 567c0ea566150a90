"""make.<noun>(): rows with good defaults, so that a test names only what it is about."""

from datetime import date
from itertools import count
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from app.auth.models import Role, User
from app.auth.secrets import hash_secret
from app.db import db, new_id
from app.places import fold
from app.registry.models import Cadre, Placement, Posyandu, Standing

PIN = "246813"
PIN_HASH = hash_secret(PIN, "test-pepper")
DESA = "17.02.09.1012"  # a kelurahan of kecamatan Curup
_serial = count(1)


class Make:
    """Adds and commits rows; objects come back detached enough to be read after requests."""

    def posyandu(self, name: str = "Melati", desa: str = DESA, **values: Any) -> Posyandu:
        """Add a Posyandu in `desa`."""
        row: Posyandu = self._keep(
            Posyandu(id=new_id(), name=name, sort_name=fold(name), region_code=desa, **values)
        )
        return row

    def cadre(self, name: str = "Siti Rahayu", posyandu: Posyandu | None = None, **values: Any) -> Cadre:
        """Add a cadre who serves since 2020, without an account."""
        place = posyandu or self._any_posyandu(str(values.pop("desa", DESA)))
        row = Cadre(
            id=new_id(),
            number=values.pop("number", f"{next(_serial):07d}0"),
            name=name,
            sort_name=fold(name),
            posyandu_id=place.id,
            region_code=place.region_code,
            **values,
        )
        kept: Cadre = self._keep(row)
        since = date(2020, 1, 1)
        self._keep(Placement(cadre_id=kept.id, posyandu_id=place.id, since=since))
        standing = {
            "region_code": place.region_code,
            "level_code": kept.level_code,
            "active": kept.left_at is None,
        }
        self._keep(Standing(cadre_id=kept.id, since=since, **standing))
        return kept

    def user(self, role: Role | str, region: str | None = "17.02", sign_in_name: str | None = None) -> User:
        """Add an officer's account; the PIN is 246813."""
        name = sign_in_name or f"{Role(role).value}-{next(_serial)}"
        row: User = self._keep(
            User(
                id=new_id(),
                sign_in_name=name,
                name=name.title(),
                role=Role(role),
                region_code=region,
                secret_hash=PIN_HASH,
            )
        )
        return row

    def cadre_user(self, cadre: Cadre | None = None, **values: Any) -> User:
        """Add an account for `cadre` (a new one by default); she signs in with her number and 246813."""
        person = cadre or self.cadre(**values)
        row: User = self._keep(
            User(
                id=new_id(),
                sign_in_name=person.number,
                cadre_number=person.number,
                role=Role.CADRE,
                cadre_id=person.id,
                secret_hash=PIN_HASH,
            )
        )
        return row

    def _any_posyandu(self, desa: str) -> Posyandu:
        found = db.session.scalar(select(Posyandu).where(Posyandu.region_code == desa).limit(1))
        return found or self.posyandu(desa=desa)

    def _keep(self, row: Any) -> Any:
        db.session.add(row)
        db.session.commit()
        db.session.refresh(row)
        db.session.expunge(row)
        return row


def count_rows(model: type[Any], *where: Any) -> int:
    """Return how many rows of `model` meet the conditions, as the server has committed them."""
    db.close()
    found = db.session.scalar(select(func.count()).select_from(model).where(*where)) or 0
    db.close()
    return found


def reload(model: type[Any], key: UUID | str | tuple[Any, ...]) -> Any:
    """Return a row as the server has committed it."""
    db.close()
    row = db.session.get(model, key)
    if row is not None:
        db.session.expunge(row)
    db.close()
    return row
