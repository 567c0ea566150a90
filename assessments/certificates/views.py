"""Her certificates, the public check page behind each code, and the PDF."""

from flask import Blueprint, Response, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import audit
from app.auth.decorators import public, requires
from app.auth.identity import me
from app.auth.permissions import Permission
from app.db import db
from app.errors import Refused
from app.pdf import render_pdf
from app.web import no_store
from assessments.certificates.codes import shown_code
from assessments.certificates.printing import qr_svg
from assessments.certificates.queries import find_by_code, get_for_printing, list_certificates_of

certificates = Blueprint("certificates", __name__)
certificates.add_app_template_filter(shown_code)


@certificates.get("/sertifikat")
@requires(Permission.OWN_LEVEL)
def list_own() -> ResponseReturnValue:
    """List her certificates, or say how to get the first."""
    cadre_id = me().cadre_id
    assert cadre_id is not None  # only cadres have this permission
    rows = list_certificates_of(cadre_id)
    return render_template("assessments/certificates/list.html", rows=rows)


@certificates.get("/sertifikat/<code>")
@public
def check(code: str) -> ResponseReturnValue:
    """Say to anyone whether a certificate is genuine, withdrawn or unknown."""
    row = find_by_code(code)
    page = render_template("assessments/certificates/check.html", row=row)
    return no_store(page) if row else (page, 404)


@certificates.get("/sertifikat/<code>.pdf")
@requires(Permission.CERTIFICATE_PDF)
def download(code: str) -> ResponseReturnValue:
    """Print the certificate again; the same bytes each time."""
    printed = get_for_printing(me(), code)
    if not printed.row.is_genuine:
        raise Refused(_("Sertifikat ini sudah ditarik, jadi tidak bisa dicetak lagi."))
    if me().cadre_id != printed.cadre_id:
        audit.record_viewed(me().id, "certificate", printed.id, printed.region_code)
    db.close()  # rendering takes a while and needs no transaction
    address = f"{current_app.config['PUBLIC_URL']}/sertifikat/{printed.row.code}"
    html = render_template(
        "assessments/certificates/certificate.html", printed=printed, address=address, qr=qr_svg(address)
    )
    name = f"sertifikat-{printed.row.level_code}-{printed.row.code}.pdf"
    response = Response(render_pdf(html), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return no_store(response)
