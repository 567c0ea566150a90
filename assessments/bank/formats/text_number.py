"""A number as it stands in a text of a file: read and written as in Indonesia. Pure."""

import re

from assessments.bank.types.number import PLAIN, THOUSANDS

_MEASURE = re.compile(
    r"(?P<answer>[+-]?[\d.,]+)(?: ?(?:±|\+/-) ?(?P<tolerance>[\d.,]+))?(?: ?(?P<unit>[^\d\W_%°][^\d|,;]{0,29}|[%°][^\d|,;]{0,9}))?"
)


def read_number(text: str) -> str | None:
    """Return the number in `text` with a decimal point, else as typed: `1.250` is 1250; None when it is none."""
    sign = "-" if text[:1] in "-−" and text else ""
    digits = text.strip().lstrip("+-−").strip()
    if THOUSANDS.fullmatch(digits):
        digits = digits.replace(".", "")
    elif not PLAIN.fullmatch(digits):
        return None
    return sign + digits.replace(",", ".")


def write_number(number: str) -> str:
    """Return a number of a body (`6.4`) as typed: with a comma, without thousands points."""
    return number.replace(".", ",")


def read_measure(text: str) -> tuple[str, str, str] | None:
    """Return answer, tolerance and unit of a text such as `6,4 ± 0,1 kg`; None for anything else."""
    match = _MEASURE.fullmatch(text.strip().replace("−", "-"))
    answer = read_number(match["answer"]) if match else None
    tolerance = read_number(match["tolerance"] or "0") if match else None
    if match is None or answer is None or tolerance is None or re.match(r"-?0\d", answer):
        return None
    return answer, tolerance, (match["unit"] or "").strip()


def write_measure(answer: str, tolerance: str, unit: str) -> str:
    """Return what `read_measure` reads."""
    spread = f" ± {write_number(tolerance)}" if tolerance not in ("", "0") else ""
    return f"{write_number(answer)}{spread} {unit}".strip()
