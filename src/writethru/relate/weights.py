"""The weights and limits of the decision whether a report belongs to a story, as story_weights.toml has them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

WEIGHTS = ("bias", "likeness", "margin", "rare", "new", "title", "gap", "size", "bridge", "age", "stranger", "own")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the file says; the meaning of each stands there."""

    join: float
    unsure: tuple[float, float]
    bias: float
    likeness: float
    margin: float
    rare: float
    title: float
    gap: float
    size: float
    bridge: float
    age: float
    stranger: float
    own: float
    lead: float
    doubtful: float
    new: float
    words: int
    terms: int
    prior: int
    common: int
    narrow: int
    latest: int
    candidates: int


@cache
def settings() -> Settings:
    """The settings as shipped."""
    data = tomllib.loads((files("writethru.data") / "story_weights.toml").read_text(encoding="utf-8"))
    low, high = data["unsure"]
    return Settings(join=data["join"], unsure=(low, high), **data["weights"], **data["vector"])
