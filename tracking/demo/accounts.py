"""The six accounts of the demo, all with the same PIN; nothing else may bypass the rules for PINs and passwords."""

from app.auth.models import Role
from app.auth.secrets import hash_secret
from tracking.demo.dice import LOADED, Dice
from tracking.demo.places import Row
from tracking.demo.roster import HOME, Person

PIN = "123456"
KABUPATEN = "17.02"
OFFICERS = (
    ("pelatih", "Budi Hartono", Role.TRAINER, HOME),
    ("dpmd", "Rina Marlina", Role.DPMD, KABUPATEN),
    ("camat", "Hasan Basri", Role.CAMAT, HOME),
    ("admin", "Admin Demo", Role.ADMIN, KABUPATEN),
)
NAMES = {name for _sign_in, name, _role, _region in OFFICERS}


def account_rows(dice: Dice, siti: Person, dewi: Person, pin_key: str) -> list[Row]:
    """Return the accounts; hashing their PINs takes some 20 ms each."""
    cadres = [
        {
            "sign_in_name": sign_in_name,
            "cadre_number": person.row["number"],
            "name": "",
            "role": Role.CADRE,
            "region_code": None,
            "cadre_id": person.row["id"],
        }
        for sign_in_name, person in (("kader", siti), ("kader2", dewi))
    ]
    officers = [
        {
            "sign_in_name": sign_in_name,
            "cadre_number": None,
            "name": name,
            "role": role,
            "region_code": region,
            "cadre_id": None,
        }
        for sign_in_name, name, role, region in OFFICERS
    ]
    return [row | _common(dice, pin_key) for row in cadres + officers]


def _common(dice: Dice, pin_key: str) -> Row:
    return {
        "id": dice.key(),
        "secret_hash": hash_secret(PIN, pin_key),
        "secret_made_at": LOADED,
        "is_demo": True,
        "created_at": LOADED,
    }
