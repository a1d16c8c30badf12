"""Whom a pronoun means inside a report: by number, sex, and how lately someone spoke or was named."""

from bisect import bisect_right
from collections.abc import Iterator

from writethru.extract.bounds import NAMING, noun_phrase
from writethru.extract.cast import Figurehead
from writethru.extract.forms import kinds
from writethru.extract.lexicon import cue, word_list
from writethru.extract.naming import resolve_name
from writethru.extract.phrase import inverted, phrase_before, rejoined, subject
from writethru.extract.pos import FINITE
from writethru.extract.reading import Reading
from writethru.extract.scene import BACK, Scene, class_of, earlier, fullest, number, strip
from writethru.model import Span
from writethru.text import fold
from writethru.words import places

_HE, _SHE = frozenset({"he", "him", "his"}), frozenset({"she", "her", "hers"})
_THEY = frozenset({"they", "them", "their", "both", "those"})
_IT = frozenset({"it", "its"})
WHO = frozenset({"who", "which", "whom", "that"})
_FIRST = frozenset({"i", "we", "me", "my", "our", "us"})
_BULLETS = "•·▪‣◦●■*–—-"
_OPENS = 3  # tokens into a sentence at which its subject begins
_ANSWERS = frozenset({"replied", "answered", "responded", "replies"})
_LONG = 8  # tokens of a title before a name
_INSIDE = 5  # tokens after a speaker within which another opens what is said
_LONE = 4  # sentences in which a name alone may be meant
_DEEP = 4  # tokens into a sentence from where a pronoun may mean its subject
PRONOUNS = _HE | _SHE | _THEY | _IT | WHO | _FIRST


def resolve_pronoun(state: Scene, at: int) -> tuple[str, str]:
    """Whom a pronoun means: the last fitting speaker, or the last fitting name if it stands nearer."""
    reading = state.reading
    low = reading.lower[at]
    if low in _FIRST:
        return (reading.words[at], "p")
    if low in WHO:
        return _antecedent(state, at)
    if low == "it" and _expletive(reading, at):
        return "", ""
    if _listed(state, at):
        return reading.words[at], ""
    fits = "mp" if low in _HE else "fp" if low in _SHE else "bc" if low in _IT else "cb"
    if low in _THEY:
        fits = "cb"
    if low in _IT and (speaking := _said_it(state, at)):
        return speaking, "b"
    charged = _charged(state, at)
    if charged and charged[1] in fits + "p" * (low not in _IT):
        return charged[0], fits[0] if low in _HE | _SHE else charged[1]
    sentence = reading.sentences[reading.sentence[at]][0]
    if low in _IT and at - sentence > _DEEP and not _tells_before(reading, at):
        subject = inverted(reading, sentence)  # "The ministry summoned the envoy over what it called …"
        if subject and subject[1] < at and number(reading, *subject) == "b":
            return resolve_name(state, *subject)
    own = _own_subject(state, sentence, at, fits) if low in _HE | _SHE else None
    if own:
        _mark(state, own, low)
        return own.name, class_of(own)
    for n, (t, speaker, said_as) in enumerate(_outer_first(state)):
        if n == 0 and _ANSWERS.intersection(reading.lower[max(0, at - 1) : at + 2]) and "asked" in reading.lower[max(0, t - 3) : t + 6]:
            continue  # "a reporter asked. “Yes,” she replied.": who asks gives no answer
        known = state.cast.members.get(speaker)
        kind = known.sex if known and known.person and known.sex and said_as != "c" else said_as
        if t < at and kind in fits:
            surer = _sexed(state, t, at, fits[0]) if kind == "p" and known and not known.roles and not known.sex else None
            if surer:
                return surer.name, fits[0]
            nearer = _named_since(state, t, sentence, at, fits)
            if nearer and low not in _IT and low not in _THEY:
                _mark(state, nearer, low)
                return nearer.name, class_of(nearer)
            if known and known.person:
                _mark(state, known, low)
            return speaker, ("m" if low in _HE else "f" if low in _SHE else kind)
    if low in _IT or low in _THEY:
        opener = _opener(state, at)
        if opener and number(reading, *opener) in fits:
            return strip(reading, *opener), number(reading, *opener)
    nearest = _named_since(state, -1, at, at, fits) or (_of_sex(state, sentence, fits[0]) if low in _HE | _SHE else None)
    if nearest:
        _mark(state, nearest, low)
        return nearest.name, class_of(nearest)
    lone = _lone_name(state, at) if low in _HE | _SHE else ""
    return lone or reading.words[at], ("m" if low in _HE else "f" if low in _SHE else "")


def _listed(state: Scene, at: int) -> bool:
    """Whether a pronoun stands in an item of a list that names nobody before it: whom it means the text around does not tell."""
    reading = state.reading
    first = _paragraph(reading, at)
    fits = any(first <= t and (m.person or reading.lower[at] not in _HE | _SHE) for t, m in earlier(state, at))
    named = fits or any(first <= t < at for t, _, _ in state.said[-BACK:])
    return reading.words[first][0] in _BULLETS and not named


def _paragraph(reading: Reading, at: int) -> int:
    """The first token of the paragraph that token `at` stands in."""
    n = bisect_right(reading.paragraphs, at, key=lambda p: p[0]) - 1
    return reading.paragraphs[n][0] if n >= 0 else at


def _said_it(state: Scene, at: int) -> str:
    """Who "said it would": a body, or a name that nothing tells to be a person's."""
    told = cue(state.reading.lower[at - 1]) if at else None
    if told is None or not told.reports or not state.said or rejoined(state.reading, at) >= 0:
        return ""
    t, speaker, _ = state.said[-1]
    member = state.cast.members.get(speaker)
    near = t < at and state.reading.sentence[t] == state.reading.sentence[at]
    return speaker if near and (member is None or not (member.person and (member.sex or member.roles))) else ""


def _charged(state: Scene, at: int) -> tuple[str, str] | None:
    """Of whom it was said what a pronoun rejects: "They accused the army of torture, a charge it denies", "say Ann Lee lied, which she"."""
    reading = state.reading
    comma = rejoined(reading, at)
    begin = reading.sentences[reading.sentence[at]][0]
    told = next((k for k in range(begin + 1, comma) if (c := cue(reading.lower[k])) and c.reports and reading.quote[k] < 0), -1)
    if comma < 0 or told < 0:
        return None
    passive = reading.lower[told - 1] in ("was", "were", "been", "is", "are")
    phrase = subject(reading, told - 1) if passive else noun_phrase(reading, told + 1 + (reading.lower[told + 1] == "that"))
    if phrase is None or phrase[1] > comma:
        return None
    stop = next((i for i in range(phrase[0] + 1, phrase[1]) if reading.lower[i] == "of"), phrase[1])  # "accused the army of torture"
    return resolve_name(state, phrase[0], stop)


def _sexed(state: Scene, before: int, at: int, sex: str) -> Figurehead | None:
    """A speaker of the paragraph known to be of a sex, behind one that may be a firm: "Ann Lee … Orvane Chemie admits … she said"."""
    reading = state.reading
    first = _paragraph(reading, at)
    for t, speaker, _ in reversed(state.said[-BACK:]):
        member = state.cast.members.get(speaker)
        if first <= t < before and member and member.person and member.sex == sex:
            return member
    return None


def _lone_name(state: Scene, at: int) -> str:
    """Who spoke just before under one name that is no place: "Velez said … He said": only a person is "he"."""
    sentence = state.reading.sentence
    for t, speaker, kind in reversed(state.said[-BACK:]):
        if state.reading.lower[t] == "the":
            continue  # "the Times"
        if t < at and kind == "b" and speaker[0].isupper() and speaker.isalpha() and not speaker.isupper():
            return speaker if sentence[at] - sentence[t] <= _LONE and fold(speaker) not in places() else ""
    return ""


def _tells_before(reading: Reading, at: int) -> bool:
    """Whether what a pronoun tells stands before it: "Spending would fall, it said."."""
    told = cue(reading.lower[at + 1]) if at + 1 < len(reading.words) and reading.words[at - 1] == "," else None
    return told is not None and told.reports


def _expletive(reading: Reading, at: int) -> bool:
    """Whether "it" stands for nobody: "It is not known where …"."""
    after = reading.lower[at + 1 : at + 5]
    return bool(after) and kinds(after[0])[0] == "aux" and any(w in word_list("impersonal") for w in after[1:])


def _own_subject(state: Scene, sentence: int, at: int, fits: str) -> Figurehead | None:
    """The person named as the subject of the pronoun's own sentence: "Ann Lee, who led the search, said … though she had …"."""
    reading = state.reading
    for t, m in earlier(state, at):
        if t < sentence:
            return None
        if t - sentence <= _OPENS and reading.quote[t] < 0 and m.person and class_of(m) in fits:
            return m
    return None


def _opener(state: Scene, at: int) -> Span | None:
    """The noun phrase that opens the sentence before token `at`'s."""
    number = state.reading.sentence[at]
    return inverted(state.reading, state.reading.sentences[number - 1][0]) if number else None


def _mark(state: Scene, member: Figurehead, low: str) -> None:
    member.sex = member.sex or ("m" if low in _HE else "f" if low in _SHE else "")


def _named_since(state: Scene, after: int, before: int, at: int, fits: str) -> Figurehead | None:
    """The last fitting name that stands between two tokens as a subject: it opens its sentence, or follows the opening."""
    reading = state.reading
    for t, m in earlier(state, before):
        if t <= after or reading.sentence[at] - reading.sentence[t] > 4:
            return None
        opens = reading.sentences[reading.sentence[t]][0]
        led = any(kinds(reading.words[i])[0] == "pro" or reading.pos[i] in FINITE for i in range(opens, t))  # "He said Lee had"
        if class_of(m) in fits and (t - opens <= _OPENS or _nominal(reading, opens, t)) and reading.quote[t] < 0 and not led:
            return m
    return None


def _nominal(reading: Reading, first: int, last: int) -> bool:
    """Whether some tokens are a noun phrase's: "But Karvelian defence minister" before a name, "The firm's chief engineer," too."""
    last -= last - 1 > first and reading.words[last - 1] == ","
    return last - first <= _LONG and all(reading.pos[i] in NAMING or reading.pos[i] in ("CC", "RB", "POS") for i in range(first, last))


def _outer_first(state: Scene) -> Iterator[tuple[int, str, str]]:
    """Who spoke, the last first; but who says that another told something before that other: "she said Lee had asked her"."""
    said, reading = state.said[-BACK:], state.reading
    k = len(said) - 1
    while k >= 0:
        first = k
        while (
            first
            and said[first][0] - said[first - 1][0] in range(1, _INSIDE)
            and reading.sentence[said[first][0]] == reading.sentence[said[first - 1][0]]
        ):
            first -= 1
        yield from said[first : k + 1]
        k = first - 1


def _of_sex(state: Scene, before: int, sex: str) -> Figurehead | None:
    """The last person known to be of a sex, named anywhere in the sentences just before."""
    reading = state.reading
    for t, m in earlier(state, before):
        if reading.sentence[before] - reading.sentence[t] > 3:
            return None
        if m.person and m.sex == sex:
            return m
    return None


def _antecedent(state: Scene, at: int) -> tuple[str, str]:
    """What a relative pronoun follows: a noun phrase, or the last name before it."""
    phrase = phrase_before(state.reading, at)
    if phrase and state.reading.lower[phrase[1] - 1 - (state.reading.words[phrase[1] - 1] == ",")] not in WHO:
        found = resolve_name(state, phrase[0], phrase[1])
        if found[0]:
            return found
    for i in range(at - 1, max(-1, at - 12), -1):
        member = state.cast.at.get(i)
        if member:
            return fullest(state, member), class_of(member)
    return state.reading.words[at], ""
