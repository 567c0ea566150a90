"""create_app(): the kernel's application with every package's pages and commands; the one file that knows them all."""

from importlib import import_module

from app.config import Settings, from_environment
from app.factory import make_app
from app.web import Portal

# module: its blueprints; none where it adds to one that comes later. Models are imported with the views that show them.
PAGES: dict[str, tuple[str, ...]] = {
    "app.auth.views": ("auth",),
    "app.media": ("media",),
    "app.registry.training_views": ("registry",),
    "app.registry.posyandu_views": ("posyandu",),
    "app.registry.import_views": ("roster",),
    "app.info.views": ("info",),
    "app.offline.views": ("offline",),
    "app.accounts.users": ("accounts",),
    "app.accounts.reports": ("reports",),
    "app.cards.views": ("cards",),
    "app.trail.views": ("trail",),
    "assessments.competency.views": ("competency",),
    "assessments.certificates.views": ("certificates",),
    "assessments.bank.import_item_views": (),
    "assessments.bank.export_views": ("question_imports",),  # the last of the modules that add to it
    "assessments.bank.question_views": (),
    "assessments.bank.views": ("bank",),
    "assessments.quizzes.part_views": (),
    "assessments.desk.taker_views": ("builder",),  # the last of the modules that add to it
    "assessments.attempts.front": ("quizzes",),
    "assessments.attempts.whole": (),
    "assessments.attempts.answering": ("attempts",),  # the last of the modules that add to it
    "assessments.corrections.views": ("corrections",),
    "assessments.paper.views": ("paper",),
    "assessments.practice.views": ("practice",),
    "assessments.analysis.views": ("analysis",),
    "assessments.desk.views": ("desk",),
    "tracking.dashboards.views": ("dashboards",),
    "tracking.exports.views": ("exports",),
    "tracking.people.views": ("people",),
    "learning.desk.lesson_views": (),
    "learning.desk.writing_views": ("modules",),  # the last of the modules that add to it
    "learning.desk.audio_views": ("audio",),
    "learning.handover.views": ("handover",),
    "learning.downloads.views": ("downloads",),
    "learning.search.views": ("search",),
    "learning.progress.views": ("curriculum", "progress"),
    "tracking.home.views": ("home",),
}
# module: its commands and groups of commands; `serve` finds those of the packages above it by their names.
COMMANDS: dict[str, tuple[str, ...]] = {
    "app.commands": ("database", "serve", "backup", "restore"),
    "app.auth.commands": ("users",),
    "app.registry.commands": ("roster",),
    "assessments.shipped.commands": ("content",),
    "assessments.bank.commands": ("questions",),
    "assessments.competency.commands": ("levels",),
    "assessments.analysis.commands": ("quiz",),
    "tracking.demo.commands": ("demo",),
    "tracking.nightly.commands": ("nightly",),
}
MODELS = (
    "app.regions",
    "app.accounts.models",
    "app.registry.models",
    "learning.progress.models",
    "assessments.attempts.models",
    "assessments.certificates.models",
    "assessments.paper.models",
)


def create_app(settings: Settings | None = None) -> Portal:
    """Return the whole portal for `settings`, those of the environment when none are given."""
    app = make_app(settings or from_environment())
    for module in MODELS:
        import_module(module)
    for module, names in PAGES.items():
        pages = import_module(module)
        for name in names:
            app.register_blueprint(getattr(pages, name))
    for module, names in COMMANDS.items():
        for name in names:
            app.cli.add_command(getattr(import_module(module), name))
    return app
