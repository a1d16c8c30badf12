"""writethru: follow a developing news story across outlets; one rolling, sourced round-up and the ledger under it.

The public names: `Desk`, the records of `model` and the errors. They are loaded when first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from writethru.desk import Desk, Outcome
    from writethru.errors import InputError, LimitError, NoSourceError, NotFoundError, StoreError, WritethruError
    from writethru.model import Change, Claim, Ledger, Line, Passage, Report, RoundUp, Story, Telling

_HOME = {"Desk": "desk", "Outcome": "desk"}
__all__ = [
    "Change",
    "Claim",
    "Desk",
    "InputError",
    "Ledger",
    "LimitError",
    "Line",
    "NoSourceError",
    "NotFoundError",
    "Outcome",
    "Passage",
    "Report",
    "RoundUp",
    "StoreError",
    "Story",
    "Telling",
    "WritethruError",
]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = _HOME.get(name) or ("errors" if name.endswith("Error") else "model")
    return getattr(import_module(f"writethru.{home}"), name)
