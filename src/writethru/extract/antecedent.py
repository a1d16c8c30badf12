"""Who stands near a pronoun: the subject of its sentence or of the one before, the one named there, whoever is brought in without a name."""

from bisect import bisect_right

from writethru.extract.bounds import NAMING, noun_phrase
from writethru.extract.cast import Figurehead
from writethru.extract.forms import kinds
from writethru.extract.lexicon import cue, word_list
from writethru.extract.naming import resolve_name
from writethru.extract.people import bare, people
from writethru.extract.phrase import inverted, phrase_before
from writethru.extract.pos import FINITE
from writethru.extract.reading import Reading
from writethru.extract.scene import BACK, Scene, class_of, earlier, fullest, number, strip
from writethru.model import Span
from writethru.text import fold
from writethru.words import places

HE, SHE = frozenset({"he", "him", "his"}), frozenset({"she", "her", "hers"})
WHO = frozenset({"who", "which", "whom", "that"})
_OPENS = 3  # tokens into a sentence at which its subject begins
_NEW = frozenset({"a", "an", "another", "one"})
_BY_THE_WAY = frozenset({"when", "while", "after", "as", "because", "since", "before", "where"})
_LONG = 8  # tokens of a title before a name
_REACH = 5  # tokens between a person without a name and "who"
_LONE = 4  # sentences in which a name alone may be meant


def own_subject(state: Scene, sentence: int, at: int, fits: str) -> Figurehead | None:
    """The person named as the subject of the pronoun's own sentence: "Ann Lee, who led the search, said … though she had …"."""
    reading = state.reading
    for t, m in earlier(state, at):
        if t < sentence:
            return None
        if t - sentence <= _OPENS and reading.quote[t] < 0 and m.person and class_of(m) in fits:
            return m
    return None


def own_role(state: Scene, sentence: int, at: int) -> str:
    """Who is named by office alone as the subject of the pronoun's own sentence: "The governor counts 11 dead; he declined"."""
    reading = state.reading
    opener = inverted(reading, sentence)
    if opener is None or opener[1] >= at or reading.lower[sentence] != "the" or ";" not in reading.words[opener[1] : at]:
        return ""
    stop = next((i for i in range(opener[0] + 1, opener[1]) if reading.pos[i] in FINITE), opener[1])
    name, kind = resolve_name(state, opener[0], stop) if number(reading, opener[0], stop) == "p" else ("", "")
    return name if kind in ("p", "m", "f") else ""


def own_group(state: Scene, sentence: int, at: int) -> str:
    """Those who are the subject of the pronoun's own sentence, where nobody has spoken in it: "Police raised to 23 those who they said"."""
    reading = state.reading
    phrase = inverted(reading, sentence)
    if (
        phrase is None
        or phrase[1] >= at
        or number(reading, *phrase) not in "cb"
        or any(sentence <= t < at for t, _, _ in state.said[-BACK:])
    ):
        return ""
    return strip(reading, *phrase)


def main_subject(state: Scene, spoke: int, at: int, fits: str) -> Figurehead | None:
    """The person who is the subject of an earlier sentence in which another spoke by the way: "Ann Lee was at home when Bo Ek said"."""
    reading = state.reading
    begin = reading.sentences[reading.sentence[spoke]][0]
    if reading.sentence[spoke] == reading.sentence[at] or reading.lower[spoke - 1] not in _BY_THE_WAY or spoke == begin:
        return None
    for t, m in earlier(state, spoke):
        if t < begin:
            return None
        if t - begin <= _OPENS and m.person and class_of(m) in fits:
            return m
    return None


def sole_named(state: Scene, spoke: int, at: int, fits: str) -> Figurehead | None:
    """The one person named in the sentence before, where it has no speaker of its own: "The Post has apologised to Ann Lee. She said"."""
    reading = state.reading
    n = reading.sentence[at]
    told = reading.quote[at - 1] >= 0 or reading.words[at - 1] in "\"”’'" if at else False  # “…,” she says
    if not n or not (told or at - reading.sentences[n][0] <= _OPENS):
        return None
    first = paragraph(reading, at)
    begin = first if told else max(first, reading.sentences[n - 1][0])
    if spoke >= begin or reading.sentences[n - 1][0] < first:
        return None
    named = {m.name: m for t, m in earlier(state, at) if begin <= t and reading.quote[t] < 0 and _person(state, t, m)}
    found = next(iter(named.values())) if len(named) == 1 else None
    return found if found and (class_of(found) in fits or not found.person) else None


def _person(state: Scene, at: int, member: Figurehead) -> bool:
    """Whether a name is a person's, or may be: two words, none of a body's or place's, at the head of its sentence."""
    if member.person:
        return True
    words = member.name.split()
    opens, end = state.reading.sentences[state.reading.sentence[at]]
    owned = bare(state.reading.words[at]) != state.reading.words[at]  # "The League's Ann Lee"
    if at > opens and not owned and kinds(state.reading.words[at - 1])[0] in ("prep", "det"):
        return False  # "In Upper Tarn", "the Tarn Lamp"
    led = at - opens <= _OPENS or (at + len(words) + 1 >= end and state.reading.pos[at - 1] in FINITE)  # "In Tarn lives Ann Lee."
    plain = all(w.isalpha() and not w.isupper() and w.lower() not in people()["bodies"] for w in words)
    return len(words) == 2 and plain and led and fold(member.name) not in places()


def brought_in(state: Scene, at: int) -> str:
    """Somebody without a name whom the sentence before brings in as its subject: "A porter has complained. He asks not to be named"."""
    reading = state.reading
    phrase = opener(state, at)
    if (met := _met(state, at)) is not None:
        return resolve_name(state, *met)[0]
    if phrase is None or reading.lower[phrase[0]] not in _NEW or number(reading, *phrase) != "p":
        return ""
    before = reading.sentences[reading.sentence[at] - 1][0]
    own = reading.sentences[reading.sentence[at]][0]
    named = any(before <= t < at and m.person for t, m in earlier(state, at))
    sexed = word_list("women" if reading.lower[at] in HE else "men")
    close = paragraph(reading, at) == paragraph(reading, before) and at - own <= _OPENS
    return "" if named or not close or sexed.intersection(reading.lower[slice(*phrase)]) else strip(reading, *phrase)


def _met(state: Scene, at: int) -> Span | None:
    """Whom the sentence before says that a reporter spoke to, named by office alone: "We reached the police chief on Monday. “No,” he said"."""
    reading = state.reading
    n = reading.sentence[at]
    while n > 0 and reading.quote[reading.sentences[n][0]] >= 0:
        n -= 1  # the words themselves
    begin, end = reading.sentences[n if n < reading.sentence[at] else max(0, n - 1)]
    if not begin <= at or reading.lower[begin] not in ("we", "i") or paragraph(reading, at) != paragraph(reading, begin):
        return None
    verb = next((i for i in range(begin + 1, min(begin + 6, end)) if reading.lower[i] in word_list("met")), -1)
    if verb < 0 or verb + 1 >= end:
        return None
    phrase = noun_phrase(reading, verb + 1 + (reading.lower[verb + 1] in ("to", "with")))
    return (
        phrase
        if phrase and number(reading, *phrase) == "p" and not any(phrase[0] <= t for t, _ in earlier(state, end) if t >= begin)
        else None
    )


def document(state: Scene, at: int) -> str:
    """The paper that an outlet has seen: "The Post has seen a report on the dam. It lists nine faults"; "" for what else "it" may be."""
    reading = state.reading
    n = reading.sentence[at]
    if not n or at != reading.sentences[n][0] or at + 1 >= len(reading.words) or kinds(reading.words[at + 1])[0] == "aux":
        return ""
    begin, end = reading.sentences[n - 1]
    seen = next(
        (i for i in range(begin + 1, end - 1) if reading.lower[i] in word_list("read") and reading.lower[i - 1] in ("has", "have")), -1
    )
    phrase = noun_phrase(reading, seen + 1) if seen >= 0 else None
    if phrase is None or not word_list("documents").intersection(reading.lower[slice(*phrase)]):
        return ""
    return strip(reading, *phrase)


def acting_body(state: Scene, at: int) -> str:
    """The body that is the subject of the sentence before, in which nobody speaks: "Varnalp will refund them. It expects"."""
    reading = state.reading
    phrase = opener(state, at)
    if phrase and reading.lower[phrase[0]] in ("his", "her", "its", "their"):
        phrase = inverted(reading, phrase[0] + 1)
    verb = next(
        (i for i in range(at + 1, min(at + 5, len(reading.words))) if kinds(reading.words[i])[0] != "aux" and reading.lower[i] != "not"), at
    )
    told = cue(reading.lower[verb])
    if phrase is None or not ((told and told.reports) or (verb > at + 1 and reading.lower[verb] in word_list("read"))):
        return ""
    before = reading.sentences[reading.sentence[at] - 1]
    spoke = any(before[0] <= t < before[1] for t, _, _ in state.said[-BACK:])
    body = bare(reading.words[phrase[1] - 1]).lower() in people()["bodies"] or (
        phrase[1] - phrase[0] == 1 and (m := state.cast.at.get(phrase[0])) is not None and not m.person
    )
    if spoke or not body or paragraph(reading, at) != paragraph(reading, before[0]):
        return ""
    name, kind = resolve_name(state, *phrase)
    return name if kind == "b" else ""


def opener(state: Scene, at: int) -> Span | None:
    """The noun phrase that opens the sentence before token `at`'s."""
    number = state.reading.sentence[at]
    return inverted(state.reading, state.reading.sentences[number - 1][0]) if number else None


def named_since(state: Scene, after: int, before: int, at: int, fits: str) -> Figurehead | None:
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


def of_sex(state: Scene, before: int, sex: str) -> Figurehead | None:
    """The last person known to be of a sex, named anywhere in the sentences just before."""
    reading = state.reading
    for t, m in earlier(state, before):
        if reading.sentence[before] - reading.sentence[t] > 3:
            return None
        if m.person and m.sex == sex:
            return m
    return None


def _person_of(reading: Reading, phrase: Span) -> Span:
    """The whole of a noun phrase that names a person and then says of what: "a clerk of 22 years' service, who"."""
    begin = max(reading.sentences[reading.sentence[phrase[0]]][0], phrase[0] - _REACH)
    hung = next((j for j in range(phrase[0] - 1, begin, -1) if kinds(reading.words[j])[0] == "prep"), -1)
    before = phrase_before(reading, hung) if hung > 0 and number(reading, *phrase) != "p" else None
    return (before[0], phrase[1]) if before and number(reading, *before) in ("p", "c") else phrase


def antecedent(state: Scene, at: int) -> tuple[str, str]:
    """What a relative pronoun follows: a noun phrase, or the last name before it."""
    phrase = phrase_before(state.reading, at)
    if phrase and state.reading.lower[at] == "who":
        phrase = _person_of(state.reading, phrase)
    if phrase and state.reading.lower[phrase[1] - 1 - (state.reading.words[phrase[1] - 1] == ",")] not in WHO:
        found = resolve_name(state, phrase[0], phrase[1])
        if found[0]:
            return found
    for i in range(at - 1, max(-1, at - 12), -1):
        member = state.cast.at.get(i)
        if member:
            return fullest(state, member), class_of(member)
    return state.reading.words[at], ""


def paragraph(reading: Reading, at: int) -> int:
    """The first token of the paragraph that token `at` stands in."""
    n = bisect_right(reading.paragraphs, at, key=lambda p: p[0]) - 1
    return reading.paragraphs[n][0] if n >= 0 else at


def lone_name(state: Scene, at: int) -> str:
    """Who spoke just before under one name that is no place: "Velez said … He said": only a person is "he"."""
    sentence = state.reading.sentence
    for t, speaker, kind in reversed(state.said[-BACK:]):
        if state.reading.lower[t] == "the":
            continue  # "the Times"
        if t < at and kind == "b" and speaker[0].isupper() and speaker.isalpha() and not speaker.isupper():
            return speaker if sentence[at] - sentence[t] <= _LONE and fold(speaker) not in places() else ""
    return ""
