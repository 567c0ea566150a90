"""What somebody sent and cannot be read: the same words whether it is a table, a picture or a recording. Pure."""


class Unreadable(Exception):
    """The file cannot be read; its message says why and what to send instead, `values` go to its places."""

    def __init__(self, message: str, **values: str | int) -> None:
        super().__init__(message % values if values else message)
        self.message = message
        self.values = values
