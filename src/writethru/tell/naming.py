"""One part of a draft against one sentence of a report: the names and places it speaks of."""

import re
from collections.abc import Iterator

from writethru.model import Mention
from writethru.tell.evidence import Evidence
from writethru.tell.likeness import kin
from writethru.tell.reading import Reading
from writethru.tell.rules import channels, concept, flat, words_of
from writethru.tell.voice import Voice
from writethru.text import fold
from writethru.verdict import Problem
from writethru.words import WORD, english

_SITED = re.compile(
    r"\b(?:in|at|near|from|off|outside|inside|behind|under|on|of|to) (?:the|an?|its|his|her|their|[\w’'\-]+['’]s?) (?:[a-z’'\-]+ ){0,2}?([a-z]+)(?=[ ,.;]|$)"
)
COMMON = 0.6  # a name in this share of the reports may be named beside any of them
_ADJECTIVE = re.compile(r"(?:ing|ed|al|ous|ern|ior|mer)$")
_ENDINGS = frozenset(["s", "n", "ns", "an", "ans", "ian", "ians", "ese", "i", "is", "ish", "er", "ers"])  # of who comes from a place
_OPENERS = frozenset(["unless", "although", "whereas", "whether", "despite", "amid", "besides", "meanwhile", "officially", "once"])
_PRONOUNS = frozenset(["he", "she", "his", "her", "him"])
_PLURAL = re.compile(r"(?:ers|ors|ists|ants|men)$")  # "Rescuers"
_PLACED = re.compile(r"\b(in|at|near|from|off|outside|to|into) (?:the )?((?:[A-Z][\w’'\-]+)(?: [A-Z][\w’'\-]+)*)")


def names(part: Reading, r: Reading, evidence: Evidence, draft: str) -> Iterator[Problem]:
    around = [r, *evidence.neighbours(r)]
    known = evidence.known(r) if part.names else frozenset()
    report = evidence.reports[r.report]
    for m in part.names:
        if any(m.start < n.end and m.end > n.start for n in part.numbers):
            continue
        if any(v.start <= m.start < v.end and _speaks(m, v, evidence) for v in part.voices):
            words = [w for w in _words(m, evidence) if not evidence.forms[w]]
        else:
            words = [w for w in _words(m, evidence) if not _known(w, known, around, evidence)]
        first = m.start == part.start or draft[m.start - 2 : m.start] in (". ", "“", '"')
        opening, *rest = m.name.split()
        if words and first and words[0] == fold(opening) in _OPENERS:
            words = words[1:]
        if words and first and words[0] == fold(opening) in english() and all(w[1:2].isupper() for w in rest):
            words = [w for w in words[1:] if concept(w) not in evidence.idf]  # "Spirits are low", "Telling MPs": the capital is its place's
        if (
            words
            and first
            and words == _words(m, evidence)[:1]
            and (
                _ADJECTIVE.search(words[0]) or kin(concept(words[0])) or _PLURAL.search(words[0]) or words[0] in words_of("light", "words")
            )
        ):
            continue  # "Neighbouring Salvenia": the first word has its capital from its place
        if words and not _same_body(m, report.text[r.start : r.end]):
            yield _name_problem(m, words, part, r, evidence, draft)
    yield from _elsewhere(part, r, evidence, draft)
    yield from _foreign(part, evidence, draft)
    yield from _other_site(part, r, evidence, draft)
    compass = words_of("places", "compass")
    mine, theirs = part.forms & compass, r.forms & compass
    for w in part.words:
        if (
            w.form in mine - theirs
            and draft[w.start].islower()
            and theirs - mine
            and _places_match(w.end, draft, theirs - mine, report.text[r.start : r.end])
        ):
            yield Problem("wrong-place", f"the report has “{min(theirs - mine)}”", w.start, w.end, "contradicted")


def _same_body(m: Mention, text: str) -> bool:
    """Whether a sentence has a name under another of its names: "Washington" for "the US"."""
    pattern, bodies = channels()
    mine = bodies.get(fold(m.name))
    return mine is not None and any(bodies[n.group()] == mine for n in pattern.finditer(fold(text)))


def _foreign(part: Reading, evidence: Evidence, draft: str) -> Iterator[Problem]:
    """Countries and bodies, adjectives too, that no report of the story speaks of: "Polish"."""
    pattern, bodies = channels()
    for n, m in enumerate(pattern.finditer(flat(draft[part.start : part.end]))):
        start, end = part.start + m.start(), part.start + m.end()
        named = any(x.start <= start < x.end for x in part.names)
        if n < 20 and draft[start].isupper() and not named and bodies[m.group()] not in evidence.bodies:
            yield Problem("unsupported-name", f"no report speaks of {draft[start:end]}", start, end)


def _elsewhere(part: Reading, r: Reading, evidence: Evidence, draft: str) -> Iterator[Problem]:
    """A place of the draft where the report has another after the same preposition: "off Garve" for "off Cull Sands"."""
    text = evidence.reports[r.report].text[r.start : r.end]
    theirs = [(m.group(1), m.group(2)) for m in _PLACED.finditer(text)]
    for m in _PLACED.finditer(draft, part.start, part.end):
        name = {fold(w) for w in WORD.findall(m.group(2))}
        same = [n for p, n in theirs if p == m.group(1)]
        rivals = same or [
            n
            for p, n in theirs
            if "from" not in (p, m.group(1)) and fold(n) in evidence.cast.places and fold(m.group(2)) in evidence.cast.places
        ]
        if not same and (rivals and name & {f for s in evidence.neighbours(r, 1) for f in s.forms}):
            continue
        days = words_of("time", "days")
        if any(days & {fold(w) for w in n.split()} for n in [m.group(2), *rivals]) or any(w in evidence.cast.full for w in name):
            continue
        if rivals and not name & r.forms:
            yield Problem("wrong-place", f"the report has “{m.group(1)} {rivals[0]}”", *m.span(2), "contradicted")


def _other_site(part: Reading, r: Reading, evidence: Evidence, draft: str) -> Iterator[Problem]:
    """A kind of place where the report has another after a preposition: "near the airport" for "near the river"."""
    text = evidence.reports[r.report].text
    theirs = {fold(m.group(1)) for m in _SITED.finditer(text, r.start, r.end)} & words_of("places", "nouns")
    for m in _SITED.finditer(draft, part.start, part.end):
        site = fold(m.group(1))
        known = r.forms | r.heading | r.context
        if site in words_of("places", "nouns") and site not in known and theirs - part.forms and not r.shared([concept(site)]):
            yield Problem("wrong-place", f"the report has “{min(theirs - part.forms)}”", *m.span(1), "contradicted")


def _speaks(m: Mention, v: Voice, evidence: Evidence) -> bool:
    """Whether a name in a source phrase is the speaker's own: a person's, or the first name of the phrase."""
    words = _words(m, evidence)
    return any(w in evidence.cast.full for w in words) or not evidence.cast.vague_but_named(v)


def _places_match(end: int, draft: str, others: frozenset[str], text: str) -> bool:
    """Whether what follows a compass word in the draft follows another one in the report: "the west bank", "the east bank"."""
    after = re.match(r"[\s-]*(\w+)", draft[end : end + 40])
    before = re.search(r"(\w+)\s+(?:the\s+)?\w+$", draft[max(0, end - 40) : end])
    for o in map(re.escape, others):
        if after and re.search(rf"\b{o}[\s-]+{re.escape(after.group(1))}\b", text, re.I):
            return True
        if before and re.search(rf"\b{re.escape(before.group(1))}\s+(?:the\s+)?{o}\b", text, re.I):
            return True
    return False


def _words(m: Mention, evidence: Evidence) -> list[str]:
    small = words_of("voices", "cues") | {"of", "the", "and", "for", "de", "la", "al"}
    out = []
    for w in re.findall(r"\w+(?:['’]\w+)*", m.name):
        f = re.sub(r"'s$", "", fold(w))
        if len(f) > 2 and f not in small and w[:1].isupper():
            out.append(evidence.cast.same(f))
    return out


def _known(word: str, known: frozenset[str], around: list[Reading], evidence: Evidence) -> bool:
    if (
        word in known
        or concept(word) in around[0].concepts
        or any(len(k) > 3 and word.startswith(k) and word[len(k) :] in _ENDINGS for k in known)
        or any(len(word) > 3 and k.startswith(word) and k[len(word) :] in _ENDINGS for k in known)
    ):
        return True  # "Koreans" where the report has "Korea", and the other way round
    if word not in evidence.cast.full and evidence.forms[word] >= max(2, COMMON * len(evidence.reports)):
        return True
    cast = evidence.cast
    if around[0].forms & _PRONOUNS and evidence.forms[word] >= max(2, COMMON * len(evidence.reports)):
        return True  # "his term": of whom the story is about
    if word in cast.full:  # a name where the report has the office
        return bool(cast.roles[word] & around[0].concepts) and not any(w in cast.full for w in around[0].forms)
    return any(word in cast.full[last] for last in cast.full if last in known)


def _name_problem(m: Mention, words: list[str], part: Reading, r: Reading, evidence: Evidence, draft: str) -> Problem:
    before = re.search(r"(\w+) (?:the )?$", draft[max(0, m.start - 20) : m.start])
    placed = before is not None and fold(before.group(1)) in words_of("places", "prepositions")
    unheard = not any(evidence.forms[w] for w in words)
    placed = placed or fold(m.name) in evidence.cast.places
    person = any(w in evidence.cast.full for w in words) or (m.kind == "person" and not placed)
    if m.kind == "place" or (placed and not person and m.kind != "organisation"):
        return Problem(
            "wrong-place",
            f"no report places it in {m.name}" if unheard else f"the report does not name {m.name} here",
            m.start,
            m.end,
            "contradicted",
        )
    return Problem(
        "unsupported-name", f"no report names {m.name}" if unheard else f"the report does not name {m.name} here", m.start, m.end
    )
