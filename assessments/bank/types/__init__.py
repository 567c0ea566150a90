"""The question types. A new one is a file here with its class, a line below, and a template that draws it."""

from assessments.bank.types.base import Choice, Face, QuestionType, Unreadable
from assessments.bank.types.multiple import Multiple
from assessments.bank.types.number import Number
from assessments.bank.types.single import Single
from assessments.bank.types.truefalse import TrueFalse

_ALL: tuple[QuestionType, ...] = (Single(), Multiple(), TrueFalse(), Number())
_BY_CODE = {type_.code: type_ for type_ in _ALL}


def get_type(code: str) -> QuestionType:
    """Return the question type named `code`; raise KeyError when there is none."""
    return _BY_CODE[code]


__all__ = ["Choice", "Face", "QuestionType", "Unreadable", "get_type"]
