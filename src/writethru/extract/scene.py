"""The state of a report while its sources are named: who is in it, who spoke, which offices were met; and noun phrases as text."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from writethru.extract.cast import Cast, Figurehead, cast, firm_called
from writethru.extract.forms import kinds
from writethru.extract.lexicon import word_list
from writethru.extract.people import bare, is_title, people
from writethru.extract.reading import Reading

_ORDINALS = frozenset({"first", "second", "third", "fourth", "other", "another", "one", "latter"})
BACK = 120  # mentions or speakers looked back over


@dataclass(slots=True)
class Scene:
    """The state while a report's sources are named in order."""

    reading: Reading
    cast: Cast
    said: list[tuple[int, str, str]] = field(default_factory=list)  # (token, speaker, class: m f p(erson) b(ody) c(ollective))
    roles: dict[str, str] = field(default_factory=dict)  # last word of a role -> fullest wording met
    bodies: dict[str, str] = field(default_factory=dict)  # "firm" -> the name it was introduced with


def scene(reading: Reading) -> Scene:
    """A fresh state for a text."""
    return Scene(reading, cast(reading))


def class_of(member: Figurehead) -> str:
    return (member.sex or "p") if member.person else "b"


def text_of(reading: Reading, first: int, end: int) -> str:
    if first >= end:
        return ""
    a, b = reading.span(first, end)
    return " ".join(reading.text[a:b].split())


def _shouted(reading: Reading, i: int) -> bool:
    """Whether a token is an adjective that the text sets in capitals: "FURIOUS truckers" (see `forms.quieten`)."""
    return reading.words[i].islower() and reading.text[reading.starts[i] : reading.ends[i]].isupper()


def strip(reading: Reading, first: int, end: int) -> str:
    while first + 1 < end and (reading.lower[first] in word_list("articles") or _shouted(reading, first)):
        first += 1
    return bare(text_of(reading, first, end))


def number(reading: Reading, first: int, end: int) -> str:
    """Class of a common noun phrase: c(ollective), p(erson) or b(ody)."""
    head = end - 1
    for i in range(first + 1, end):
        if kinds(reading.words[i])[0] == "prep":
            head = i - 1
            plural = i - 2 >= first and (any(k[0] == "S" for k in kinds(reading.words[i - 2])) or reading.lower[i - 2] == "people")
            if plural and (reading.lower[i - 1] in ("close", "familiar") or "A" in kinds(reading.words[i - 1])[0]):
                head = i - 2  # "sources close to the talks"
            elif i - 2 >= first and reading.lower[i - 1] in ("close", "familiar", "briefed", "involved"):
                head = i - 2  # "a person close to the board"
            break
    w = bare(reading.words[head]).lower()
    if (
        w in _ORDINALS
        and reading.words[end : end + 1] == [","]
        and "N:person" in kinds(reading.words[min(end + 2, len(reading.words) - 1)])
    ):
        return "p"  # "The third, a trainee of 22,"
    if w in people()["single_plurals"]:
        return "b"
    if (
        w in ("people", "others", "many", "some", "several", "most", "few")
        or (any(k[0] == "S" for k in kinds(w)) and w not in people()["bodies"])
        or kinds(w)[0] == "S?"
    ):
        return "c"
    if any(k in ("N:person",) for k in kinds(w)) or is_title(w):
        return "p"
    return "b"


def fullest(state: Scene, member: Figurehead) -> str:
    parts = member.name.split()
    if len(parts) > 1:
        return member.name
    same = [m for m in state.cast.by_part.get(parts[0].lower(), ()) if m.person and " " in m.name]
    last = [m for m in same if m.name.split()[-1].lower() == parts[0].lower()] or [
        m for m in same if m.name.split()[0].lower() == parts[0].lower()
    ]
    firm = firm_called(state.cast, parts[0].lower()) if not (last or member.person) else None
    return last[0].name if last else firm.name if firm else member.name


def earlier(state: Scene, at: int) -> Iterator[tuple[int, Figurehead]]:
    """Mentions before a token, the last first; a bounded number."""
    order = state.cast.order
    k = bisect_left(order, at, key=lambda m: m[0])
    for n in range(k - 1, max(-1, k - BACK), -1):
        yield order[n]
