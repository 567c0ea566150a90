"""What single and multiple choice share: options with stable ids, drawn in the order of the attempt."""

from collections.abc import Sequence
from typing import Any

from assessments.bank.types.base import Body, Choice, Face, unpack


def find_options(body: Body, ids: Sequence[str]) -> list[dict[str, Any]]:
    """Return the options with these ids, in the author's order."""
    return [option for option in body["options"] if option["id"] in ids]


def right_ids(body: Body) -> set[str]:
    """Return the ids of the right options."""
    return {option["id"] for option in body["options"] if option.get("correct")}


class Options:
    """The half of a question type that comes from having options."""

    code: str

    def option_ids(self, body: Body) -> list[str]:
        """Return the ids in the author's order."""
        return [option["id"] for option in body["options"]]

    def posted(self, body: Body, value: str | None) -> list[str]:
        """Return the ticked ids."""
        return unpack(value)

    def face(self, body: Body, order: Sequence[str], given: Sequence[str]) -> Face:
        """Return the options in `order`, the posted ones ticked."""
        texts = {option["id"]: option["text"] for option in body["options"]}
        choices = [Choice(key, texts[key], key in given) for key in order]
        return Face(f"_{self.code}.html", body["stem"], choices)

    def answer_words(self, body: Body, value: str) -> list[str]:
        """Return the texts of what was ticked."""
        return [option["text"] for option in find_options(body, unpack(value))]

    def correct_words(self, body: Body) -> list[str]:
        """Return the texts of the right options."""
        return [option["text"] for option in find_options(body, list(right_ids(body)))]
