"""Every page of the portal, by role, as addresses that exist in a database with the demo data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask import url_for

from app.auth.decorators import PUBLIC
from app.auth.models import Role
from app.auth.permissions import GRANTED, Permission
from tests.databases import Templates
from wsgi import create_app

NO_PAGES = ("media.", "static")
FILES = (".pdf", ".html", ".xlsx", ".csv", ".zip", ".js", "/sehat")
ROW = "SELECT id FROM {} WHERE cadre_id = :somebody ORDER BY id LIMIT 1"
TAKEN = """SELECT quiz.slug FROM quiz JOIN attempt ON attempt.quiz_id = quiz.id
JOIN attempt_closing ON attempt_closing.attempt_id = attempt.id JOIN cadre ON cadre.id = attempt.cadre_id
JOIN user_account ON sign_in_name = 'pelatih' AND cadre.region_code LIKE user_account.region_code || '%'
ORDER BY quiz.slug LIMIT 1"""
SAMPLES = {
    "slug": "SELECT slug FROM question WHERE region_code IS NULL ORDER BY slug LIMIT 1",
    "number": "SELECT number FROM cadre WHERE id = :somebody",
    "item": "SELECT 1",
    "analysis.show_quiz:quiz_slug": TAKEN,
    "analysis.show_item:quiz_slug": TAKEN,
    "posyandu_id": "SELECT posyandu_id FROM cadre WHERE id = :somebody",
    "training_id": ROW.format("training"),
    "paper_id": ROW.format("paper_level"),
    "user_id": "SELECT id FROM user_account WHERE sign_in_name = 'kader2'",
    "code": "SELECT region_code FROM user_account WHERE sign_in_name = 'pelatih'",
}
LESSON = """SELECT m.slug, l.slug FROM lesson l JOIN module m ON m.id = l.module_id
WHERE l.retired_at IS NULL ORDER BY m.slug, l.position LIMIT 1"""
SOMEBODY = """SELECT c.id FROM cadre c JOIN paper_level p ON p.cadre_id = c.id
JOIN user_account u ON u.sign_in_name = :role AND c.region_code LIKE u.region_code || '.%'
LEFT JOIN training t ON t.cadre_id = c.id ORDER BY t.id IS NULL, c.number LIMIT 1"""  # trained, if anybody is


@dataclass(frozen=True)
class Place:
    """An address, the endpoint it belongs to, and whether anybody may open it."""

    endpoint: str
    path: str
    is_public: bool

    @property
    def is_file(self) -> bool:
        """Whether it is for download, or for machines, and no page."""
        return self.path.endswith(FILES)


def list_routes(templates: Templates, url: str, role: Role | None, known: Mapping[str, str]) -> list[Place]:
    """Return the pages that `role` (none: a visitor) may open, each once.

    `known` gives the values of arguments that the demo data does not hold; `endpoint:argument` for one endpoint only.
    """
    app = create_app(templates.settings(url))
    values = {**_samples(url, role or Role.DPMD), **known}
    places = []
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        access = getattr(app.view_functions[rule.endpoint], "access", None)
        if "GET" not in (rule.methods or ()) or rule.endpoint.startswith(NO_PAGES) or not _may(role, access):
            continue
        own: dict[str, Any] = {
            name: values.get(f"{rule.endpoint}:{name}") or values.get(name) for name in rule.arguments
        }
        assert all(own.values()), f"{rule.rule} needs an example: {own}"
        with app.test_request_context():
            places.append(Place(rule.endpoint, url_for(rule.endpoint, **own), access == PUBLIC))
    return places


def _may(role: Role | None, access: Permission | str | None) -> bool:
    return access == PUBLIC or (role is not None and access in GRANTED[role])


def _samples(url: str, role: Role) -> dict[str, str]:
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        of_whom = {"somebody": connection.scalar(sa.text(SOMEBODY), {"role": role.value})}
        found = {
            name: connection.scalar(sa.text(query), of_whom if ":somebody" in query else {})
            for name, query in SAMPLES.items()
        }
        found["module_slug"], found["lesson_slug"] = connection.execute(sa.text(LESSON)).one()
    engine.dispose()
    return {name: _shown(name, value) for name, value in found.items() if value is not None}


def _shown(name: str, value: object) -> str:
    return str(UUID(str(value))) if name.endswith("_id") else str(value)
