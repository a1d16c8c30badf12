"""Whom a pronoun means inside a report: by number, sex, and how lately someone spoke or was named."""

from collections.abc import Iterator

from writethru.extract.antecedent import (
    HE,
    SHE,
    WHO,
    acting_body,
    antecedent,
    brought_in,
    document,
    lone_name,
    main_subject,
    named_since,
    of_sex,
    opener,
    own_group,
    own_role,
    own_subject,
    paragraph,
    sole_named,
)
from writethru.extract.bounds import noun_phrase
from writethru.extract.cast import Figurehead
from writethru.extract.forms import kinds
from writethru.extract.lexicon import cue, word_list
from writethru.extract.naming import resolve_name
from writethru.extract.people import people
from writethru.extract.phrase import inverted, rejoined, subject
from writethru.extract.pos import FINITE, NOUNS
from writethru.extract.reading import Reading
from writethru.extract.scene import BACK, Scene, class_of, earlier, number, strip

_THEY = frozenset({"they", "them", "their", "both", "those"})
_IT = frozenset({"it", "its"})
_FIRST = frozenset({"i", "we", "me", "my", "our", "us"})
_BULLETS = "•·▪‣◦●■*–—-"
_ANSWERS = frozenset({"replied", "answered", "responded", "replies"})
_INSIDE = 5  # tokens after a speaker within which another opens what is said
_DEEP = 4  # tokens into a sentence from where a pronoun may mean its subject
PRONOUNS = HE | SHE | _THEY | _IT | WHO | _FIRST


def resolve_pronoun(state: Scene, at: int) -> tuple[str, str]:
    """Whom a pronoun means: the last fitting speaker, or the last fitting name if it stands nearer."""
    reading = state.reading
    low = reading.lower[at]
    if low in _FIRST:
        return (reading.words[at], "p")
    if low in WHO:
        return antecedent(state, at)
    if low == "it" and _expletive(reading, at):
        return "", ""
    if _listed(state, at):
        return reading.words[at], ""
    fits = "mp" if low in HE else "fp" if low in SHE else "bc" if low in _IT else "cb"
    if low in _IT and (speaking := _said_it(state, at)):
        return speaking, "b"
    charged = _charged(state, at)
    if charged and charged[1] in fits + "p" * (low not in _IT):
        return charged[0], fits[0] if low in HE | SHE else charged[1]
    sentence = reading.sentences[reading.sentence[at]][0]
    if low in _IT and at - sentence > _DEEP and not _tells_before(reading, at):
        actor = inverted(reading, sentence)  # "The ministry summoned the envoy over what it called …"
        if actor and actor[1] < at and reading.pos[actor[1] - 1] in NOUNS and number(reading, *actor) == "b":
            return resolve_name(state, *actor)
    if low == "they" and (many := own_group(state, sentence, at)):
        return many, "c"
    own = own_subject(state, sentence, at, fits) if low in HE | SHE else None
    if own:
        _mark(state, own, low)
        return own.name, class_of(own)
    if low in HE | SHE and (holder := own_role(state, sentence, at)):
        return holder, fits[0]
    if low in HE | SHE and (new := brought_in(state, at)):
        return new, fits[0]
    if low == "it" and (paper := document(state, at)):
        return paper, "b"
    if low == "it" and (acting := acting_body(state, at)):
        return acting, "b"
    speaker = _last_speaker(state, at, sentence, fits)
    if speaker:
        return speaker
    if low in _IT or low in _THEY:
        phrase = opener(state, at)
        led = phrase is not None and kinds(reading.words[phrase[0]])[0] == "prep"  # "For 812 others"
        if phrase and not led and number(reading, *phrase) in ("b" if low in _IT else fits) and reading.words[phrase[0]][0].isalpha():
            return strip(reading, *phrase), number(reading, *phrase)
    nearest = named_since(state, -1, at, at, fits) or (of_sex(state, sentence, fits[0]) if low in HE | SHE else None)
    if nearest and low in _THEY and nearest.name.split()[-1].lower() not in people()["bodies"]:
        nearest = None  # a bridge is no "they"
    if nearest:
        _mark(state, nearest, low)
        return nearest.name, class_of(nearest)
    if low in HE | SHE and (sole := sole_named(state, -1, at, fits)):
        _mark(state, sole, low)
        return sole.name, fits[0]
    lone = lone_name(state, at) or _officer(state, at) if low in HE | SHE else ""
    return lone or reading.words[at], ("m" if low in HE else "f" if low in SHE else "")


def _last_speaker(state: Scene, at: int, sentence: int, fits: str) -> tuple[str, str] | None:
    """The last speaker whom a pronoun at `at` can mean, or the name that stands nearer than its speaking."""
    reading, low = state.reading, state.reading.lower[at]
    for n, (t, speaker, said_as) in enumerate(_outer_first(state)):
        if low in _IT and (speaker.split()[-1].lower() in word_list("documents") or (said_as == "c" and " and " in speaker)):
            continue  # a report says nothing in an e-mail, and two are no "it"
        if low in _IT and "S:person" in kinds(speaker.split()[-1]):
            continue  # observers are "they"
        if low in HE | SHE and speaker.lower() in _FIRST:
            continue  # the outlet's own "we"
        if n == 0 and _ANSWERS.intersection(reading.lower[max(0, at - 1) : at + 2]) and "asked" in reading.lower[max(0, t - 3) : t + 6]:
            continue  # "a reporter asked. “Yes,” she replied.": who asks gives no answer
        known = state.cast.members.get(speaker)
        kind = known.sex if known and known.person and known.sex and said_as != "c" else said_as
        if t < at and kind in fits:
            surer = _sexed(state, t, at, fits[0]) if kind == "p" and known and not known.roles and not known.sex else None
            if surer:
                return surer.name, fits[0]
            nearer = named_since(state, t, sentence, at, fits)
            if low in HE | SHE:
                nearer = nearer or main_subject(state, t, at, fits) or sole_named(state, t, at, fits)
            if nearer and low not in _IT and low not in _THEY:
                _mark(state, nearer, low)
                return nearer.name, class_of(nearer)
            if known and known.person:
                _mark(state, known, low)
            return speaker, ("m" if low in HE else "f" if low in SHE else kind)
    return None


def _officer(state: Scene, at: int) -> str:
    """Who is the subject of the sentence before by office alone: "The driver spoke to us in the hall. He said"."""
    phrase = opener(state, at)
    if phrase is None or paragraph(state.reading, at) > phrase[0]:
        return ""
    end = next((i for i in range(phrase[0] + 1, phrase[1]) if state.reading.pos[i] in FINITE), phrase[1])
    return resolve_name(state, phrase[0], end)[0] if number(state.reading, phrase[0], end) == "p" else ""


def _listed(state: Scene, at: int) -> bool:
    """Whether a pronoun stands in an item of a list that names nobody before it: whom it means the text around does not tell."""
    reading = state.reading
    first = paragraph(reading, at)
    fits = any(first <= t and (m.person or reading.lower[at] not in HE | SHE) for t, m in earlier(state, at))
    named = fits or any(first <= t < at for t, _, _ in state.said[-BACK:])
    return reading.words[first][0] in _BULLETS and not named


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
    first = paragraph(reading, at)
    for t, speaker, _ in reversed(state.said[-BACK:]):
        member = state.cast.members.get(speaker)
        if first <= t < before and member and member.person and member.sex == sex:
            return member
    return None


def _tells_before(reading: Reading, at: int) -> bool:
    """Whether what a pronoun tells stands before it: "Spending would fall, it said."."""
    told = cue(reading.lower[at + 1]) if at + 1 < len(reading.words) and reading.words[at - 1] == "," else None
    return told is not None and told.reports


def _expletive(reading: Reading, at: int) -> bool:
    """Whether "it" stands for nobody: "It is not known where …"."""
    after = reading.lower[at + 1 : at + 5]
    return bool(after) and kinds(after[0])[0] == "aux" and any(w in word_list("impersonal") for w in after[1:])


def _mark(state: Scene, member: Figurehead, low: str) -> None:
    member.sex = member.sex or ("m" if low in HE else "f" if low in SHE else "")


def _outer_first(state: Scene) -> Iterator[tuple[int, str, str]]:
    """Who spoke, the last first; but who says that another told something before that other: "she said Lee had asked her"."""
    said, reading = state.said[-BACK:], state.reading
    k = len(said) - 1
    while k >= 0:
        first = k
        while (
            first
            and (said[first][0] - said[first - 1][0] in range(1, _INSIDE) or _told_of(reading, said[first][0]))
            and reading.sentence[said[first][0]] == reading.sentence[said[first - 1][0]]
        ):
            first -= 1
        yield from said[first : k + 1]
        k = first - 1


def _told_of(reading: Reading, at: int) -> bool:
    """Whether who speaks at a token does so in what another tells: "who said", "she warned that Lee had seen"."""
    return reading.lower[at] in WHO or reading.lower[at - 1] == "that"
