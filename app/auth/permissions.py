"""Who may do what, in one table. Whose row it is, is decided where the row is fetched (`scope`)."""

from enum import StrEnum
from typing import Protocol

from app.auth.models import Role


class Permission(StrEnum):
    """What a route can ask for."""

    OWN_ACCOUNT = "own-account"
    HOME = "home"
    STUDY = "study"
    QUIZ_SEE = "quiz-see"
    QUIZ_TAKE = "quiz-take"
    OWN_LEVEL = "own-level"
    CERTIFICATE_PDF = "certificate-pdf"
    DASHBOARD_READ = "dashboard-read"
    REGISTRY_READ = "registry-read"
    REGISTRY_WRITE = "registry-write"
    CARD_MAKE = "card-make"
    ACCOUNTS_MANAGE = "accounts-manage"
    AUDIT_READ = "audit-read"
    CONTENT_WRITE = "content-write"


_ALL = {Permission.OWN_ACCOUNT, Permission.HOME}
_OFFICER_READS = {Permission.DASHBOARD_READ, Permission.REGISTRY_READ, Permission.CERTIFICATE_PDF}

GRANTED: dict[Role, set[Permission]] = {
    Role.CADRE: _ALL
    | {
        Permission.STUDY,
        Permission.QUIZ_SEE,
        Permission.QUIZ_TAKE,
        Permission.OWN_LEVEL,
        Permission.CERTIFICATE_PDF,
    },
    Role.TRAINER: _ALL
    | _OFFICER_READS
    | {Permission.QUIZ_SEE, Permission.CARD_MAKE, Permission.CONTENT_WRITE},
    Role.CAMAT: _ALL | _OFFICER_READS,
    Role.DPMD: _ALL | _OFFICER_READS | {Permission.REGISTRY_WRITE, Permission.CARD_MAKE},
    Role.ADMIN: _ALL | {Permission.ACCOUNTS_MANAGE, Permission.AUDIT_READ},
}


class HasRole(Protocol):
    """Anything with a role."""

    @property
    def role(self) -> Role: ...


def can(user: HasRole, permission: Permission) -> bool:
    """Return whether `user`'s role grants `permission`."""
    return permission in GRANTED[user.role]


def may_reset(role: Role, other: Role) -> bool:
    """Return whether somebody of `role` may make a new PIN for somebody of `other`: only for a lower one."""
    if role is Role.ADMIN:
        return other is not Role.ADMIN
    return other is Role.CADRE and role in (Role.TRAINER, Role.DPMD)
