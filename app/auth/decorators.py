"""The access mark every view wears; a view without one is refused (`deny_unmarked`)."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Flask, abort, current_app, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.auth.permissions import Permission, can
from app.errors import page

P = ParamSpec("P")
R = TypeVar("R", bound=ResponseReturnValue)
PUBLIC = "public"
BY_ANSWER_TOKEN = "by-answer-token"


def requires(permission: Permission) -> Callable[[Callable[P, R]], Callable[P, ResponseReturnValue]]:
    """Let the view run only for a signed-in user whose role grants `permission`."""

    def decorate(view: Callable[P, R]) -> Callable[P, ResponseReturnValue]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            if not current_user.is_authenticated:
                answer: ResponseReturnValue = current_app.login_manager.unauthorized()  # type: ignore[attr-defined]
                return answer
            if not can(current_user, permission):
                return page(403)
            return view(*args, **kwargs)

        guarded.access = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def public(view: Callable[P, R]) -> Callable[P, R]:
    """Let anyone in."""
    view.access = PUBLIC  # type: ignore[attr-defined]
    return view


def by_answer_token(view: Callable[P, R]) -> Callable[P, R]:
    """Let in whoever carries the signed token of one answer; the view checks it itself."""
    view.access = BY_ANSWER_TOKEN  # type: ignore[attr-defined]
    return view


def deny_unmarked(app: Flask) -> None:
    """Refuse every route whose view wears no mark."""

    def check() -> None:
        view = app.view_functions.get(request.endpoint or "")
        if view is not None and not hasattr(view, "access"):
            abort(403)

    app.before_request(check)
