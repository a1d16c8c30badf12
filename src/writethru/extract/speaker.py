"""Names a source inside one report: "the ministry", "Kim", "he" -> the fullest name the report gives.

Persons lose titles ("Deputy Press Secretary Ann Lee" -> "Ann Lee"), bodies keep their name ("Finland's spy agency"), metonyms stay
("the Kremlin" -> "Kremlin"). Pronouns go by number, sex and how lately someone spoke or was named.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from writethru.extract.cast import Cast, Figurehead, bare, capital, cast, is_title, join, people, run_at
from writethru.extract.features import kinds
from writethru.extract.lexicon import word_list
from writethru.extract.link import inverted, phrase_before
from writethru.extract.reading import Reading
from writethru.model import Span

_BACK = 120  # mentions or speakers looked back over
_HE, _SHE = frozenset({"he", "him", "his"}), frozenset({"she", "her", "hers"})
_THEY = frozenset({"they", "them", "their", "both", "those"})
_IT = frozenset({"it", "its"})
_WHO = frozenset({"who", "which", "whom", "that"})
_FIRST = frozenset({"i", "we", "me", "my", "our", "us"})
_THOUGHTS = frozenset({"act", "attribute", "cognition", "comm", "event", "feeling", "motive", "state", "phenomenon"})
_CUT = frozenset({"neither", ",", "(", "—", "–", "who", "which", "that", "whose"})


@dataclass(slots=True)
class Scene:
    """The state while a report's sources are named in order."""

    reading: Reading
    cast: Cast
    said: list[tuple[int, str, str]] = field(default_factory=list)  # (token, speaker, class: m f p(erson) b(ody) c(ollective))
    roles: dict[str, str] = field(default_factory=dict)  # last word of a role -> fullest wording met


def scene(reading: Reading) -> Scene:
    """A fresh state for a text."""
    return Scene(reading, cast(reading))


def name(state: Scene, source: Span) -> tuple[str, bool]:
    """(speaker, collective) of a source given as a token span; remembers it for what follows."""
    speaker, kind = _resolve(state, source)
    if speaker and kind:
        state.said.append((source[0], speaker, kind))
    return speaker, kind == "c"


def _resolve(state: Scene, source: Span) -> tuple[str, str]:
    reading = state.reading
    first, last = source
    while first < last and not reading.words[first][0].isalnum():
        first += 1
    while last > first and not reading.words[last - 1][0].isalnum():
        last -= 1
    first, last = _tidy(reading, first, last)
    low = reading.lower[first] if first < last else ""
    if not low or (last - first == 1 and low not in _WHO and kinds(low)[0] in ("joint", "prep")):
        return "", ""
    if last - first == 1 and (low in _HE | _SHE | _THEY | _IT | _WHO | _FIRST):
        return _pronoun(state, first)
    if low in ("his", "her", "their", "its") or (bare(reading.words[first]) != reading.words[first] and last - first == 1):
        if last - first == 1:
            return _resolve_name(state, first, last)
        owner = _pronoun(state, first)[0]
        rest = _text(reading, first + 1, _core_end(reading, first + 1, last))
        member = _named_in(state, first + 1, last)
        if member:
            return member.name, _class(member)
        return (f"{owner}'s {rest}" if owner else rest), _number(reading, first + 1, last)
    return _resolve_name(state, first, last)


def _tidy(reading: Reading, first: int, last: int) -> Span:
    """A source without the day or adverb the tagger took along ("Initially, Washington", "the premier on Monday")."""
    days, low = word_list("weekdays"), reading.lower
    while last - first > 1 and (
        low[first] in days
        or ("R" in kinds(reading.words[first])[0] and reading.words[first + 1] == ",")
        or not reading.words[first][0].isalnum()
    ):
        first += 1
    while last - first > 1 and (low[last - 1] in word_list("adverbs") or kinds(reading.words[last - 1]) in (("R",), ("R?",))):
        last -= 1
    while last - first > 1 and low[last - 1] in days:
        last -= 2 if last - first > 2 and low[last - 2] == "on" else 1
    return first, _untimed(reading, first, last)


def _untimed(reading: Reading, first: int, last: int) -> int:
    """The end of a source without a closing phrase of time ("the ministry for three months")."""
    if reading.lower[last - 1] not in word_list("times"):
        return last
    return next(
        (i for i in range(last - 2, max(first, last - 6), -1) if reading.lower[i] in ("for", "in", "during", "over", "after")), last
    )


def _core_end(reading: Reading, first: int, last: int) -> int:
    """Where a noun phrase's core ends: before an apposition or a relative clause."""
    for i in range(first + 1, last):
        verb = kinds(reading.words[i])[0] in ("aux", "D", "D?") and kinds(reading.words[i - 1])[0] != "det"  # "a leaked memo"
        if reading.words[i] in _CUT or verb:
            return i
    return last


def _named_in(state: Scene, first: int, last: int) -> Figurehead | None:
    """The person named in a noun phrase: not one whose name is a possessive or hangs on a preposition."""
    reading = state.reading
    i = first
    while i < last:
        member = state.cast.at.get(i)
        if member is None:
            i += 1
            continue
        end = i
        while end < last and state.cast.at.get(end) is member:
            end += 1
        owned = bare(reading.words[end - 1]) != reading.words[end - 1] and end < last
        hangs = i > first and kinds(reading.words[i - 1])[0] == "prep"
        if member.person and not owned and not hangs:
            return member
        i = end
    return None


def _thinker(state: Scene, first: int, last: int) -> Figurehead | None:
    """Whose a thing is that can say nothing itself: "Ann Lee's dream of …" is Ann Lee's, "Ann Lee's office" no person's."""
    words = state.reading.words
    i = next((i for i in range(first, last - 1) if bare(words[i]) != words[i]), -1)
    member = state.cast.at.get(i)
    if member is None or not member.person:
        return None
    head = next((k for k in range(last - 1, i, -1) if kinds(words[k])[0] != "prep"), i)
    head = next((k - 1 for k in range(i + 2, last) if kinds(words[k])[0] == "prep"), head)
    senses = {k[2:].rstrip("+") for k in kinds(words[head]) if k.startswith(("N:", "S:"))}
    return member if senses and senses <= _THOUGHTS and words[head].lower() not in people()["bodies"] else None


def _class(member: Figurehead) -> str:
    return (member.sex or "p") if member.person else "b"


def _resolve_name(state: Scene, first: int, last: int) -> tuple[str, str]:
    reading = state.reading
    end = _core_end(reading, first, last)
    joined = any(reading.lower[i] == "and" for i in range(first, end))
    if joined and not _body(reading, first, end):
        return _strip(reading, first, end), "c"
    member = _named_in(state, first, end) or _thinker(state, first, end)
    if member is None and end < last and not reading.words[end][0].isalpha():
        member = _named_in(state, end, last)
    if member is None and end - first == 1 and reading.words[first][0].isupper():
        member = next((m for m in state.cast.by_part.get(bare(reading.words[first]).lower(), ()) if m.person), None)
    if member:
        return _fullest(state, member), _class(member)
    if first < end and any(capital(reading, i) for i in range(first, end)) and not _common_head(reading, end):
        return _body_name(state, first, end), "b"
    return _role(state, first, end)


def _body(reading: Reading, first: int, last: int) -> bool:
    return any(bare(reading.words[i]).lower() in people()["bodies"] for i in range(first, last))


def _common_head(reading: Reading, end: int) -> bool:
    """Whether a noun phrase ends in a lower-case noun: "Western officials", "the Seoul agency"."""
    return reading.words[end - 1][0].islower()


def _fullest(state: Scene, member: Figurehead) -> str:
    parts = member.name.split()
    if len(parts) > 1:
        return member.name
    same = [m for m in state.cast.by_part.get(parts[0].lower(), ()) if m.person and " " in m.name]
    last = [m for m in same if m.name.split()[-1].lower() == parts[0].lower()] or [
        m for m in same if m.name.split()[0].lower() == parts[0].lower()
    ]
    return last[0].name if last else member.name


def _body_name(state: Scene, first: int, end: int) -> str:
    reading = state.reading
    text = _strip(reading, first, end)
    if end - first == 1:
        member = state.cast.at.get(first)
        if member:
            return _fullest(state, member)
    state.roles[bare(reading.words[end - 1]).lower()] = _longest(state, reading.lower[end - 1], text)
    return text


def _longest(state: Scene, key: str, text: str) -> str:
    old = state.roles.get(bare(key), "")
    return old if len(old.split()) > len(text.split()) and old.split()[-1] == text.split()[-1] else text


def _strip(reading: Reading, first: int, end: int) -> str:
    while first + 1 < end and reading.lower[first] in word_list("articles"):
        first += 1
    return _text(reading, first, end)


def _text(reading: Reading, first: int, end: int) -> str:
    if first >= end:
        return ""
    a, b = reading.span(first, end)
    return " ".join(reading.text[a:b].split())


def _number(reading: Reading, first: int, end: int) -> str:
    """Class of a common noun phrase: c(ollective), p(erson) or b(ody)."""
    head = end - 1
    for i in range(first + 1, end):
        if kinds(reading.words[i])[0] == "prep":
            head = i - 1
            if i - 2 >= first and "A" in kinds(reading.words[i - 1])[0] and any(k[0] == "S" for k in kinds(reading.words[i - 2])):
                head = i - 2  # "sources close to the talks"
            break
    w = bare(reading.words[head]).lower()
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


def _role(state: Scene, first: int, end: int) -> tuple[str, str]:
    """A source named by office alone: the person or body of the report that holds it, else the words as they stand."""
    reading = state.reading
    number = _number(reading, first, end)
    text = _strip(reading, first, end)
    if number == "c" or reading.lower[first] in ("a", "an", "one", "another"):
        head = bare(reading.words[end - 1]).lower()
        if number == "b":
            state.roles[head] = text
        return text, number
    content = {
        p
        for i in range(first, end)
        for p in bare(reading.words[i]).lower().split("-")
        if p not in word_list("determiners") and p[:1].isalnum() and kinds(p)[0] != "prep"
    }
    person = _holder(state, content, first) if number == "p" else None
    if person:
        return person.name, _class(person)
    if number == "b":
        return _known_body(state, content, reading.lower[end - 1], text, first), "b"
    return text, number


def _earlier(state: Scene, at: int) -> Iterator[tuple[int, Figurehead]]:
    """Mentions before a token, the last first; a bounded number."""
    order = state.cast.order
    k = bisect_left(order, at, key=lambda m: m[0])
    for n in range(k - 1, max(-1, k - _BACK), -1):
        yield order[n]


def _holder(state: Scene, content: set[str], at: int) -> Figurehead | None:
    """The person whose title holds all the words of a role, named last before it."""
    return next((m for _, m in _earlier(state, at) if m.person and content <= m.roles), None)


def _known_body(state: Scene, content: set[str], head: str, text: str, at: int) -> str:
    """The fuller wording of a body already met: "the ministry" -> "South Korea's Foreign Ministry"."""
    head = bare(head)
    if len(text.split()) > 2 or (len(text.split()) == 2 and text[0].isupper()):
        state.roles[head] = text
        return text
    family = next((s for s in people()["synonyms"] if head in s), frozenset({head}))
    for _, speaker, kind in reversed(state.said[-_BACK:]):
        words = {bare(w).lower() for w in speaker.split()}
        if (
            kind == "b"
            and len(words) > len(content)
            and (content <= words or (words & family and not (content - family - words - people()["generic"])))
        ):
            return speaker
    met = _mentioned(state, family, at)
    if met:
        return met
    state.roles.setdefault(head, text)
    return text


def _mentioned(state: Scene, family: frozenset[str], at: int) -> str:
    """The last capitalised name before `at` whose last word is of the family, with what leads it ("Ruritania's Navy")."""
    for t, m in _earlier(state, at):
        if not m.person and " " in m.name and m.name.split()[-1].lower() in family:
            run = run_at(state.reading, t)
            return join(state.reading.words[run.first : run.last])
    return ""


def _pronoun(state: Scene, at: int) -> tuple[str, str]:
    """Whom a pronoun means: the last fitting speaker, or the last fitting name if it stands nearer."""
    reading = state.reading
    low = reading.lower[at]
    if low in _FIRST:
        return (reading.words[at], "p")
    if low in _WHO:
        return _antecedent(state, at)
    fits = "mp" if low in _HE else "fp" if low in _SHE else "bc" if low in _IT else "cb"
    if low in _THEY:
        fits = "cb"
    sentence = reading.sentences[reading.sentence[at]][0]
    for t, speaker, said_as in reversed(state.said[-_BACK:]):
        known = state.cast.members.get(speaker)
        kind = known.sex if known and known.person and known.sex and said_as != "c" else said_as
        if t < at and kind in fits:
            nearer = _named_since(state, t, sentence, at, fits)
            if nearer and low not in _IT and low not in _THEY:
                _mark(state, nearer, low)
                return nearer.name, _class(nearer)
            if known and known.person:
                _mark(state, known, low)
            return speaker, ("m" if low in _HE else "f" if low in _SHE else kind)
    if low in _IT or low in _THEY:
        opener = _opener(state, at)
        if opener and _number(reading, *opener) in fits:
            return _strip(reading, *opener), _number(reading, *opener)
    nearest = _named_since(state, -1, at, at, fits) or (_of_sex(state, sentence, fits[0]) if low in _HE | _SHE else None)
    if nearest:
        _mark(state, nearest, low)
        return nearest.name, _class(nearest)
    return reading.words[at], ("m" if low in _HE else "f" if low in _SHE else "")


def _opener(state: Scene, at: int) -> Span | None:
    """The noun phrase that opens the sentence before token `at`'s."""
    number = state.reading.sentence[at]
    return inverted(state.reading, state.reading.sentences[number - 1][0]) if number else None


def _mark(state: Scene, member: Figurehead, low: str) -> None:
    member.sex = member.sex or ("m" if low in _HE else "f" if low in _SHE else "")


def _named_since(state: Scene, after: int, before: int, at: int, fits: str) -> Figurehead | None:
    """The last fitting name that stands between two tokens as a subject: it opens its sentence, or follows the opening."""
    reading = state.reading
    for t, m in _earlier(state, before):
        if t <= after or reading.sentence[at] - reading.sentence[t] > 4:
            return None
        opens = reading.sentences[reading.sentence[t]][0]
        if _class(m) in fits and t - opens <= 3 and reading.quote[t] < 0:
            return m
    return None


def _of_sex(state: Scene, before: int, sex: str) -> Figurehead | None:
    """The last person known to be of a sex, named anywhere in the sentences just before."""
    reading = state.reading
    for t, m in _earlier(state, before):
        if reading.sentence[before] - reading.sentence[t] > 3:
            return None
        if m.person and m.sex == sex:
            return m
    return None


def _antecedent(state: Scene, at: int) -> tuple[str, str]:
    """What a relative pronoun follows: a noun phrase, or the last name before it."""
    phrase = phrase_before(state.reading, at)
    if phrase and state.reading.lower[phrase[1] - 1 - (state.reading.words[phrase[1] - 1] == ",")] not in _WHO:
        found = _resolve_name(state, phrase[0], phrase[1])
        if found[0]:
            return found
    for i in range(at - 1, max(-1, at - 12), -1):
        member = state.cast.at.get(i)
        if member:
            return _fullest(state, member), _class(member)
    return state.reading.words[at], ""
