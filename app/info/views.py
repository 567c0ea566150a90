"""Pages about the portal itself: help, sources, privacy, and whether it is well."""

from flask import Blueprint, Response, current_app, jsonify, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from app import schema
from app.auth.decorators import public

info = Blueprint("info", __name__)


@info.get("/bantuan")
@public
def help() -> ResponseReturnValue:  # noqa: A001  the name of its endpoint
    """Answer what people ask most."""
    return render_template("app/info/help.html")


@info.get("/tentang")
@public
def about() -> ResponseReturnValue:
    """Name the sources and licences, and what no health officer has looked at yet."""
    return render_template("app/info/about.html")


@info.get("/privasi")
@public
def privacy() -> ResponseReturnValue:
    """Say what is kept about whom, why, for how long, and whom to ask."""
    return render_template("app/info/privacy.html")


@info.get("/sehat")
@public
def health() -> Response:
    """Answer machines: 200 when the database answers and is migrated, else 503. Answering at all is being alive."""
    try:
        ready = schema.is_current(schema.newest())
    except SQLAlchemyError as error:
        current_app.logger.error("not ready: %s", error)
        ready = False
    response = jsonify(alive=True, ready=ready)
    response.status_code = 200 if ready else 503
    response.headers["Cache-Control"] = "no-store"
    return response
