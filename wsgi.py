"""create_app(): the kernel's application with every package's pages and commands; the one file that knows them all."""

from importlib import import_module

from app.config import Settings, from_environment
from app.factory import make_app
from app.web import Portal

# module: its blueprints and command groups. Models are imported with the views that show them.
PAGES: dict[str, tuple[str, ...]] = {
    "app.auth.views": ("auth",),
    "app.media": ("media",),
    "tracking.home.views": ("home",),
}
MODELS = (
    "app.registry.models",
    "learning.progress.models",
    "assessments.attempts.models",
    "assessments.certificates.models",
)


def create_app(settings: Settings | None = None) -> Portal:
    """Return the whole portal for `settings`, those of the environment when none are given."""
    app = make_app(settings or from_environment())
    for module in MODELS:
        import_module(module)
    for module, names in PAGES.items():
        for name in names:
            app.register_blueprint(getattr(import_module(module), name))
    return app
