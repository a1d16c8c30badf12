"""A judgement as a store's log has it."""

from dataclasses import dataclass

from writethru.model import Judgement


@dataclass(frozen=True, slots=True)
class Ruling:
    """A judgement as the log shows it: its number, and when it was taken back ("" while it stands)."""

    number: int
    judgement: Judgement
    undone: str = ""
