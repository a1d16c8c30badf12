"""How likely a line is clear to one who has read the headlines alone: what leans on words told elsewhere in ways that no rule knows.

A logistic regression over the mean of the line's words as the encoder of writethru.entail knows them, and over how much of it the headlines
speak of; trained by train/tell on lines of our own stories that editors marked. The weights are data/en/clear.npz."""

from collections.abc import Iterable
from functools import cache
from math import exp

from writethru.arithmetic import Array
from writethru.entail.encoder import gist
from writethru.entail.weights import trained
from writethru.tell.content import content_of


class Headlines:
    """What the headlines of a story speak of."""

    def __init__(self, headlines: Iterable[str]) -> None:
        self._known = frozenset(w for h in headlines for w in content_of(h))

    def clear(self, text: str) -> float:
        """The likelihood, 0 to 1, that a line can be told alone under them."""
        none, known, read = _weights()
        score = none + known * self.share(text) + float(gist(text) @ read)
        return 1 / (1 + exp(-max(-30.0, min(30.0, score))))

    def share(self, text: str) -> float:
        """The share of a line's content words that the headlines have."""
        about = content_of(text)
        return len(about & self._known) / max(1, len(about))


@cache
def _weights() -> tuple[float, float, Array]:
    found = trained("clear")
    return float(found["none"]), float(found["known"]), found["read"]
