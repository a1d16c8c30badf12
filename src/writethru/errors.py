"""Errors: one base class; each carries what it is about, and its message names it."""


class WritethruError(Exception):
    """Base of every error raised on purpose. `about` names the input, report or story concerned."""

    reason = "something is wrong"

    def __init__(self, about: str = "", reason: str = "") -> None:
        self.about = about
        self.reason = reason or self.reason
        super().__init__(f"{about}: {self.reason}" if about else self.reason)


class InputError(WritethruError):
    """An input cannot be read or holds no report; the rest of the batch goes on."""

    reason = "cannot be read"


class LimitError(InputError):
    """An input is larger, deeper or slower than its limit."""

    reason = "over the limit"


class NoSourceError(WritethruError):
    """A line of a round-up was made without a passage to rest on."""

    reason = "a line needs at least one passage"


class NotFoundError(WritethruError):
    """No report, story or claim has this id."""

    reason = "not found"


class StoreError(WritethruError):
    """The desk's store cannot be opened, read or written."""

    reason = "the store failed"
