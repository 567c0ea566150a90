"""The question types. A new one is a file here with its class, a line below, and a template that draws it."""

from assessments.bank.types.base import Choice, Face, Flaw, Picture, QuestionType, Unreadable
from assessments.bank.types.cloze import Cloze
from assessments.bank.types.matching import Matching
from assessments.bank.types.multiple import Multiple
from assessments.bank.types.number import Number
from assessments.bank.types.ordering import Ordering
from assessments.bank.types.short import Short
from assessments.bank.types.single import Single
from assessments.bank.types.text import Text
from assessments.bank.types.truefalse import TrueFalse

ALL_TYPES: tuple[QuestionType, ...] = (
    Single(),
    Multiple(),
    TrueFalse(),
    Number(),
    Short(),
    Matching(),
    Ordering(),
    Cloze(),
    Text(),
)
LABELS = tuple(
    (type_.code, type_.label) for type_ in ALL_TYPES
)  # for trainers, in the order of a list to choose from
_BY_CODE = {type_.code: type_ for type_ in ALL_TYPES}


def get_type(code: str) -> QuestionType:
    """Return the question type named `code`; raise KeyError when there is none."""
    return _BY_CODE[code]


__all__ = [
    "ALL_TYPES",
    "LABELS",
    "Choice",
    "Face",
    "Flaw",
    "Picture",
    "QuestionType",
    "Unreadable",
    "get_type",
]
