"""Writes of certificates."""

from app import audit
from app.clock import today
from app.db import db, new_id
from app.places import KABUPATEN_LENGTH, get_region
from app.registry.models import Cadre
from assessments.certificates.codes import new_code
from assessments.certificates.models import Certificate
from assessments.competency.models import Award


def issue_certificate(award: Award) -> Certificate:
    """Add the certificate of a new award, with her name, region and kabupaten as they are today.

    Raises IntegrityError when the award has one already.
    """
    cadre = db.session.get_one(Cadre, award.cadre_id)
    district = get_region(cadre.region_code[:KABUPATEN_LENGTH])
    certificate = Certificate(
        id=new_id(),
        code=new_code(),
        award_id=award.id,
        name=cadre.name,
        level_code=award.level_code,
        region_code=cadre.region_code,
        district=district.full_name,
        issued_on=today(),
    )
    db.session.add(certificate)
    db.session.flush()
    audit.record(award.by, "certificate-issued", "certificate", certificate.id, cadre.region_code)
    return certificate
