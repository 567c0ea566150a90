"""The menu as data: each entry with the permission that shows it. Nothing unbuilt is listed."""

from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from flask_login import current_user

from app.auth.models import Role
from app.auth.permissions import Permission, can
from app.places import may_see_people


@dataclass(frozen=True)
class Entry:
    """One tab: its word, its endpoint, the permission it needs, and which blueprints it stands for."""

    label: LazyString
    endpoint: str
    permission: Permission
    sections: tuple[str, ...]
    people: bool = False  # it lists people, which a province and the country see as totals only


MENU = (
    Entry(_("Beranda"), "home.first", Permission.STUDY, ("home",)),
    Entry(
        _("Belajar"),
        "curriculum.list_themes",
        Permission.STUDY,
        ("curriculum", "quizzes", "attempts", "progress", "practice", "search"),
    ),
    Entry(_("Jenjang saya"), "competency.show_ladder", Permission.OWN_LEVEL, ("competency",)),
    Entry(_("Sertifikat"), "certificates.list_own", Permission.OWN_LEVEL, ("certificates",)),
    Entry(_("Pantau"), "dashboards.show_own_region", Permission.DASHBOARD_READ, ("dashboards",)),
    Entry(
        _("Kader"),
        "registry.list_cadres",
        Permission.REGISTRY_READ,
        ("registry", "people", "roster", "reports", "cards"),
        True,
    ),
    Entry(_("Posyandu"), "posyandu.list_posyandu", Permission.REGISTRY_READ, ("posyandu",), True),
    Entry(
        _("Soal"),
        "bank.list_questions",
        Permission.CONTENT_WRITE,
        ("bank", "desk", "question_imports", "corrections"),
        True,
    ),
    Entry(
        _("Modul"), "modules.list_modules", Permission.CONTENT_WRITE, ("modules", "audio", "handover"), True
    ),
    Entry(_("Kuis"), "builder.list_quizzes", Permission.CONTENT_WRITE, ("builder", "quizzes"), True),
    Entry(_("Analisis"), "analysis.list_quizzes", Permission.CONTENT_WRITE, ("analysis",), True),
    Entry(_("Pengguna"), "accounts.list_users", Permission.ACCOUNTS_MANAGE, ("accounts",)),
    Entry(_("Catatan"), "trail.list_events", Permission.AUDIT_READ, ("trail",)),
)
TRAINER_HOME = Entry(_("Beranda"), "home.first", Permission.HOME, ("home",))
TRAINER_LESSONS = Entry(_("Pelajaran"), "curriculum.list_themes", Permission.QUIZ_SEE, ("curriculum",))


def menu() -> list[Entry]:
    """Return the entries the signed-in user may open, in order; nothing for a visitor."""
    if not current_user.is_authenticated:
        return []
    entries = [entry for entry in MENU if can(current_user, entry.permission)]
    if not may_see_people(current_user.region_code):
        entries = [entry for entry in entries if not entry.people]
    if current_user.role is Role.TRAINER:
        entries = [TRAINER_HOME, *entries, TRAINER_LESSONS]
    return entries


def may(permission: str) -> bool:
    """Return whether the signed-in user's role grants `permission`; templates hide what she may not do."""
    return bool(current_user.is_authenticated) and can(current_user, Permission(permission))
