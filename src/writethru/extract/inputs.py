"""What the attribution network is told of each token: its form, its part of speech, whether it stands in a quotation, where sentences begin, and
what an encoder makes of it in its paragraph."""

from functools import lru_cache

import numpy as np

from writethru.arithmetic import Array
from writethru.extract.context import context
from writethru.extract.forms import static
from writethru.extract.network import Network, network
from writethru.extract.pos import tags
from writethru.extract.reading import Reading
from writethru.model import Span

MOST = 14  # features of a form that count


def form_features(raw: str) -> list[str]:
    """What a form says by itself, its last letters with it."""
    low = raw.lower().replace("’", "'")
    ends = ["x3=" + low[-3:], "x2=" + low[-2:]] if low[0].isalpha() and len(low) > 3 else []
    return [*static(raw)[0], *ends]


@lru_cache(maxsize=8000)
def _form(raw: str) -> Array:
    net = network()
    known = [n for x in form_features(raw) if (n := net.vocabulary.get(x))]
    total: Array = net.features[known[:MOST]].sum(0) + net.bias
    return total


def quote_mark(reading: Reading, i: int) -> str:
    """ "O" outside quotations, else "U" uttered or "S" scare quotes, "b" and "e" at its ends."""
    q = reading.quote[i]
    if q < 0:
        return "O"
    begins = "b" if i == 0 or reading.quote[i - 1] != q else ""
    ends = "e" if i + 1 == len(reading.quote) or reading.quote[i + 1] != q else ""
    return ("U" if reading.quotes[q].uttered else "S") + begins + ends


def vectors(reading: Reading, chunks: list[Span]) -> Array:
    """The network's input for the tokens of some chunks, one after another: (tokens, d)."""
    net = network()
    pos = tags(reading)
    where = [i for a, b in chunks for i in range(a, b)]
    out = np.stack([_form(reading.words[i]) for i in where])
    out += net.tag[[net.tags.get(pos[i], net.tags["NN"]) for i in where]]  # a rare part of speech may be unknown to it
    out += net.mark[[_number(net, quote_mark(reading, i)) for i in where]]
    opening = np.array([i == a or reading.sentence[i] != reading.sentence[i - 1] for a, b in chunks for i in range(a, b)])
    out[opening] += net.opens
    out += context(reading)[where] @ net.context
    return out


def _number(net: Network, mark: str) -> int:
    """The number of a quotation mark; one never seen in training is as inside a quotation."""
    return net.marks.get(mark, net.marks[mark[0]])
