"""What every view needs of the web: fragments, paging, file names with a hash, and when a POST commits."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, current_app, flash, g, make_response, render_template, request
from flask.typing import ResponseReturnValue
from htmx_flask import request as htmx_request
from markupsafe import Markup
from sqlalchemy import Select, func, select
from werkzeug.wrappers import Response as BaseResponse

from app.db import SAFE_METHODS, db
from app.errors import Unsafe

PAGE_LENGTH = 25
AROUND_A_FILE = 512 * 1024  # bytes: what else the form of a file sends


class Portal(Flask):
    """Flask, with each POST committed before its response is made."""

    def dispatch_request(self) -> ResponseReturnValue:
        """Run the view; end its transaction while a failing commit can still become an error page."""
        result = super().dispatch_request()
        if request.method not in SAFE_METHODS:
            commit_or_roll_back(result)
        return result


def commit_or_roll_back(result: ResponseReturnValue) -> None:
    """Commit when a view ended in success (a redirect, or `saved()`); a form shown again changes nothing.

    Raises Unsafe when a view would commit without having checked the token of its form.
    """
    redirects = isinstance(result, BaseResponse) and 300 <= result.status_code < 400
    if not (redirects or g.get("saved")):
        db.close()
    elif not g.get("form_is_ours"):
        db.close()
        raise Unsafe
    elif "db_session" in g:
        db.session.commit()


def saved(response: ResponseReturnValue) -> ResponseReturnValue:
    """Mark a POST that answers with a page (a card, a fragment) as success: its transaction is committed."""
    g.saved = True
    return response


def shown_again(response: ResponseReturnValue) -> Response:
    """Answer a form with mistakes in it: 422, or 200 for htmx, which does not put a 4xx in place."""
    answer = make_response(response)
    answer.status_code = 200 if wants_fragment() else 422
    return answer


def wants_fragment() -> bool:
    """Return whether htmx asks for a part of the page; Back and boosted links get the whole page."""
    htmx = htmx_request.htmx
    return bool(htmx) and not (htmx.boosted or htmx.history_restore_request)


def page_or_fragment(page: str, fragment: str, /, **context: Any) -> Response:
    """Render `fragment` for htmx, and `page` (which includes it) for everyone else."""
    response = make_response(render_template(fragment if wants_fragment() else page, **context))
    response.vary.update(("HX-Request", "HX-Boosted", "HX-History-Restore-Request"))
    return response


def tell(message: str, label: str = "", url: str = "") -> None:
    """Say on the next page what was done, with a link (to undo it, or to what comes next) where there is one."""
    flash(Markup('{} <a href="{}">{}</a>').format(message, url, label) if url else message, "ok")


def expect_file(largest: int) -> None:
    """Let this request bring a file of up to `largest` bytes; to be called before its form is read."""
    request.max_content_length = largest + AROUND_A_FILE


def no_store(response: ResponseReturnValue) -> Response:
    """Forbid keeping a page that shows other people or a PIN."""
    answer = make_response(response)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@dataclass(frozen=True)
class Page:
    """One page of a list: its rows, and where it stands. `number` counts from one."""

    rows: list[Any]
    number: int
    total: int
    length: int = PAGE_LENGTH

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.length))

    @property
    def first(self) -> int:
        """The position of the first row shown, zero when the list is empty."""
        return (self.number - 1) * self.length + 1 if self.total else 0

    @property
    def last(self) -> int:
        """The position of the last row shown."""
        return min(self.number * self.length, self.total)


def page_number() -> int:
    """Return the page asked for with `?hal=`; anything odd is the first one."""
    given = request.args.get("hal", "1")
    return int(given) if given.isdigit() and 0 < int(given) < 100_000 else 1


def paginate(
    statement: Select[*tuple[Any, ...]], number: int, length: int = PAGE_LENGTH, scalars: bool = True
) -> Page:
    """Return page `number` of `statement` (which must have an order), in two statements."""
    total = db.session.scalar(select(func.count()).select_from(statement.order_by(None).subquery())) or 0
    number = min(number, max(1, -(-total // length)))
    result = db.session.execute(statement.limit(length).offset((number - 1) * length))
    rows = list(result.scalars()) if scalars else list(result)
    return Page(rows, number, total, length)


def asset(name: str) -> str:
    """Return the address of static file `name`, with its content's hash in it so that it may be kept for ever."""
    names: dict[str, str] = current_app.extensions["assets"]
    return names[name]
