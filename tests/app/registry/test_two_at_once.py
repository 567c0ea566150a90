"""One officer moves Siti to a Posyandu while another closes it: nobody ends up serving at a closed one."""

from collections.abc import Callable
from datetime import date
from functools import partial
from threading import Barrier, Thread
from uuid import UUID

import pytest

from app.clock import today
from app.db import db
from app.errors import Refused
from app.registry.models import Cadre, Posyandu
from app.registry.operations import leave, move_cadre, return_
from app.registry.posyandu_operations import close_posyandu
from app.web import Portal
from tests.factories import Make, reload

ROUNDS = 8


@pytest.mark.parametrize("comes", ["moves", "returns"])
def test_a_posyandu_is_closed_or_gets_siti_but_never_both(app: Portal, make: Make, comes: str) -> None:
    for number in range(ROUNDS):
        melati = make.posyandu(f"Melati {number}")
        siti = make.cadre("Siti", make.posyandu(f"Mawar {number}"))
        if comes == "returns":
            with db.transaction():
                leave(siti.id, today(), None)
        come = return_ if comes == "returns" else move_cadre
        refused = at_once(
            app, partial(_come, come, siti, melati), partial(close_posyandu, melati.id, today(), None)
        )

        is_there = reload(Cadre, siti.id).posyandu_id == melati.id
        is_closed = reload(Posyandu, melati.id).closed_at is not None
        assert is_there is not is_closed
        assert len(refused) == 1, "one of them is told why not"


def _come(come: Callable[[UUID, Posyandu, date, UUID | None], Cadre], siti: Cadre, melati: Posyandu) -> None:
    come(siti.id, db.session.get_one(Posyandu, melati.id), today(), None)


def at_once(app: Portal, *works: Callable[[], object]) -> list[Refused]:
    """Do `works` at the same moment, each in a transaction of its own; return the refusals, raise anything else."""
    db.close()
    barrier = Barrier(len(works))
    ends: list[Exception] = []
    threads = [Thread(target=_do, args=(app, work, barrier, ends)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    refusals = [end for end in ends if isinstance(end, Refused)]
    assert len(refusals) == len(ends), ends
    return refusals


def _do(app: Portal, work: Callable[[], object], barrier: Barrier, ends: list[Exception]) -> None:
    try:
        with app.app_context():
            barrier.wait(10)
            with db.transaction():
                work()
    except Exception as end:  # noqa: BLE001  what a thread met must reach the test
        ends.append(end)
