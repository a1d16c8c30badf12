"""A source named by a noun phrase: the person in it, the body it is, or the office and who holds it."""

import re

from writethru.extract.cast import Figurehead
from writethru.extract.forms import kinds
from writethru.extract.lexicon import word_list
from writethru.extract.namerun import capital, run_at
from writethru.extract.people import bare, is_title, join, people
from writethru.extract.pos import NOUNS, tags
from writethru.extract.reading import Reading
from writethru.extract.scene import BACK, Scene, class_of, earlier, fullest, number, strip
from writethru.text import fold
from writethru.words import places

_THOUGHTS = frozenset({"act", "attribute", "cognition", "comm", "event", "feeling", "motive", "state", "phenomenon"})
_NAME_JOINTS = frozenset({"of", "and", "for", "the", "plc", "de", "du", "la", "van", "von"})
_AMONG = frozenset({"including", "such", "like", "among", "led"})  # "critics, including the union": the critics
_NEAR = 3  # sentences
_DESCRIBED = re.compile(
    r"(?:(?:mum|mom|mother|dad|father|parent|grand(?:mother|father|mum|dad|ma|pa))[ -]of[ -]\w+|\d\d?-year-old(?: [a-z]+)?|pensioner|widow|widower|retiree|teenager)"
)
_GIVEN_OUT = frozenset({"released", "published", "issued", "compiled", "put", "posted", "circulated"})
_WHEN = frozenset({"last", "this", "on", "in", "earlier", "yesterday", "today"})
_SINCE = frozenset({"day", "days", "week", "weeks", "month", "months", "hours"})  # "by mediators a day earlier"
_CUT = frozenset({"neither", ",", "(", "—", "–", "who", "which", "that", "whose", "where"})


def resolve_name(state: Scene, first: int, last: int) -> tuple[str, str]:
    reading = state.reading
    end = core_end(reading, first, last)
    issuer = _issuer(reading, end, last)
    if issuer:
        stop = next((i for i in range(issuer + 1, last) if reading.lower[i] in _WHEN), last)
        return resolve_name(state, issuer, stop)
    joined = any(reading.lower[i] == "and" for i in range(first, end)) and not _one_office(state, first, end, last)
    if joined and not _body(reading, first, end):
        return strip(reading, first, end), "c"
    member = named_in(state, first, end) or _thinker(state, first, end)
    several = len({id(m) for i in range(end, last) if (m := state.cast.at.get(i))}) > 1 and "and" in reading.lower[end:last]
    if member is None and several and number(reading, first, end) in ("c", "cb"):
        return strip(reading, first, end), "c"  # "Two residents, Jo Page and Al Hart, said"
    if member is None and end < last - 1 and not reading.words[end][0].isalpha() and reading.lower[end + 1] not in _AMONG:
        member = named_in(state, end, last)
    if member is None:
        member = _apposed(state, end, last)
    if member is None and end - first == 1 and reading.words[first][0].isupper():
        same = [m for m in state.cast.by_part.get(bare(reading.words[first]).lower(), ()) if m.person]
        member = next((m for _, m in earlier(state, first) if m in same), same[0] if same else None)
    if member:
        return fullest(state, member), class_of(member)
    if first < end and any(capital(reading, i) for i in range(first, end)) and not _common_head(reading, end):
        return _body_name(state, first, end), "b"
    called = introduced(state, end, last) if number(reading, first, end) == "b" else ""
    if called:
        state.bodies[bare(reading.lower[end - 1])] = called
        return called, "b"
    return _role(state, first, end)


def _one_office(state: Scene, first: int, end: int, last: int) -> bool:
    """Whether the "and" of a noun phrase is in the name of what one person heads: "the head of the Board for Aid and Relief, Ann Lee"."""
    reading = state.reading
    hung = next((i for i in range(first + 1, end) if kinds(reading.words[i])[0] == "prep"), end)
    alone = "and" not in reading.lower[first:hung] and number(reading, first, hung) == "p"
    return alone and end < last - 1 and reading.words[end] == "," and named_in(state, end, last) is not None


def introduced(state: Scene, end: int, last: int) -> str:
    """The name that stands after a body's comma: "The firm, Oxol, said", "the charity, known as the Free Farmers"."""
    words, low = state.reading.words, state.reading.lower
    i = end + 1
    if i >= last or words[end] != ",":
        return ""
    i += 2 if low[i : i + 2] in (["known", "as"],) else int(low[i] == "called")
    i += i < last and low[i] in word_list("articles")
    stop = next((k for k in range(i, last) if not words[k][0].isupper() and low[k] not in _NAME_JOINTS), last)
    while stop > i and not words[stop - 1][0].isupper() and low[stop - 1] != "plc":
        stop -= 1
    member = state.cast.at.get(i)
    closed = stop >= last or words[stop] == ","
    if stop <= i or not words[i][0].isupper() or not closed or (member and member.person) or fold(words[i]) in places():
        return ""
    return strip(state.reading, i, stop)


def _issuer(reading: Reading, end: int, last: int) -> int:
    """Where the name of who gave out a paper begins, after its noun: "figures released on Friday by the health department"; 0 for nobody."""
    if end >= last - 2 or reading.lower[end] not in _GIVEN_OUT:
        return 0
    by = next((i for i in range(end + 1, min(end + 5, last - 1)) if reading.lower[i] == "by"), -1)
    return by + 1 if by > 0 else 0


def _apposed(state: Scene, end: int, last: int) -> Figurehead | None:
    """Who a noun phrase's last words name after a comma: "a clerk who saw the files, Ann Lee"."""
    words, at = state.reading.words, state.cast.at
    comma = next((i for i in range(last - 2, end, -1) if words[i] == ","), -1)
    member = at.get(comma + 1) if comma > 0 else None
    if member is None or any(at.get(i) is not member for i in range(comma + 1, last)):
        return None
    person = member.person or (last - comma > 2 and any(k.startswith("N:person") for k in kinds(words[end - 1])))
    return member if person else None


def named_in(state: Scene, first: int, last: int) -> Figurehead | None:
    """The person named in a noun phrase: not one whose name is a possessive, hangs on a preposition, or says whose a thing is ("the Loft
    campaign")."""
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
        titles = next((k for k in range(i, first, -1) if not is_title(bare(reading.words[k - 1]))), first)  # "of President Ann Lee"
        hangs = titles > first and kinds(reading.words[titles - 1])[0] == "prep"
        modifies = end < last and reading.words[end][0].islower() and tags(reading)[end] in NOUNS
        if member.person and not owned and not hangs and not modifies:
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


def core_end(reading: Reading, first: int, last: int) -> int:
    """Where a noun phrase's core ends: before an apposition or a relative clause."""
    pos = tags(reading)
    for i in range(first + 1, last):
        hangs = pos[i] == "VBN" and pos[i - 1] in NOUNS  # "a study published in Lund"
        verb = kinds(reading.words[i])[0] in ("aux", "D", "D?") and kinds(reading.words[i - 1])[0] != "det"  # "a leaked memo"
        when = reading.lower[i] in ("a", "two", "three", "hours", "days") and bool(_SINCE.intersection(reading.lower[i : i + 3]))
        if reading.words[i] in _CUT or verb or hangs or when:
            return i
    return last


def _body(reading: Reading, first: int, last: int) -> bool:
    return any(bare(reading.words[i]).lower() in people()["bodies"] for i in range(first, last))


def _common_head(reading: Reading, end: int) -> bool:
    """Whether a noun phrase ends in a lower-case noun: "Western officials", "the Seoul agency"."""
    return reading.words[end - 1][0].islower()


def _body_name(state: Scene, first: int, end: int) -> str:
    reading = state.reading
    while first + 1 < end and reading.lower[first] in word_list("trades") and reading.words[first + 1][0].isupper():
        first += 1  # "operator Orvane Ferries"
    text = strip(reading, first, end)
    if end - first == 1:
        member = state.cast.at.get(first)
        if member:
            return fullest(state, member)
    state.roles[bare(reading.words[end - 1]).lower()] = _longest(state, reading.lower[end - 1], text)
    return text


def _longest(state: Scene, key: str, text: str) -> str:
    old = state.roles.get(bare(key), "")
    return old if len(old.split()) > len(text.split()) and old.split()[-1] == text.split()[-1] else text


def _role(state: Scene, first: int, end: int) -> tuple[str, str]:
    """A source named by office alone: the person or body of the report that holds it, else the words as they stand."""
    reading = state.reading
    plural = number(reading, first, end)
    text = strip(reading, first, end)
    described = _described(state, first, text)
    if described:
        return described.name, class_of(described)
    if plural == "c" or reading.lower[first] in ("a", "an", "one", "another"):
        head = bare(reading.words[end - 1]).lower()
        if plural == "b":
            state.roles[head] = text
        return text, plural
    content = {
        p
        for i in range(first, end)
        for p in bare(reading.words[i]).lower().split("-")
        if p not in word_list("determiners") and p[:1].isalnum() and kinds(p)[0] != "prep"
    }
    person = _holder(state, content, first) if plural == "p" else None
    if person:
        return person.name, class_of(person)
    if plural == "b":
        return _known_body(state, content, reading.lower[end - 1], text, first), "b"
    return text, plural


def _described(state: Scene, first: int, text: str) -> Figurehead | None:
    """ "the mum-of-two", "the 34-year-old": the person named last, in the sentences just before."""
    reading = state.reading
    if reading.lower[first] != "the" or not _DESCRIBED.fullmatch(text):
        return None
    return next((m for t, m in earlier(state, first) if m.person and reading.sentence[first] - reading.sentence[t] <= _NEAR), None)


def _holder(state: Scene, content: set[str], at: int) -> Figurehead | None:
    """The person whose title holds all the words of a role, named last before it."""
    return next((m for _, m in earlier(state, at) if m.person and content <= m.roles), None)


def _known_body(state: Scene, content: set[str], head: str, text: str, at: int) -> str:
    """The fuller wording of a body already met: "the ministry" -> "South Korea's Foreign Ministry"."""
    head = bare(head)
    if len(text.split()) > 2 or (len(text.split()) == 2 and text[0].isupper()):
        state.roles[head] = text
        return text
    family = next((s for s in people()["synonyms"] if head in s), frozenset({head}))
    called = [state.bodies[h] for h in family if h in state.bodies] if content <= family else []
    if called:
        return called[-1]
    called_so = _mentioned(state, family, at)
    for _, speaker, kind in reversed(state.said[-BACK:]):
        words = {bare(w).lower() for w in speaker.split()}
        if called_so and speaker.lower().startswith(f"{head} of "):
            continue  # "the bank" is Tarn Bank rather than the Bank of Lorrenia
        if words & people()["portfolios"] and content & people()["portfolios"] - words:
            continue  # "the foreign ministry" is not the defence ministry
        if (
            kind == "b"
            and len(words) > len(content)
            and (content <= words or (words & family and not (content - family - words - people()["generic"])))
        ):
            return speaker
    if called_so:
        return called_so
    state.roles.setdefault(head, text)
    return text


def _mentioned(state: Scene, family: frozenset[str], at: int) -> str:
    """The last capitalised name before `at` whose last word is of the family, with what leads it ("Ruritania's Navy")."""
    for t, m in earlier(state, at):
        if not m.person and " " in m.name and m.name.split()[-1].lower() in family:
            run = run_at(state.reading, t)
            return join(state.reading.words[run.first : run.last])
    return ""
