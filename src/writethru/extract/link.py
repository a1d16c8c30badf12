"""Rules on one attribution or two in a sentence: a source where the taggers give none, shared sources, contents cut at the next cue.

Everything works on token indices of a `Reading` and looks back or ahead a bounded number of words.
"""

import re

from writethru.extract.bounds import dateline
from writethru.extract.estimate import put_at
from writethru.extract.forms import kinds
from writethru.extract.lexicon import cue, word_list
from writethru.extract.passives import overheard, passive, patient
from writethru.extract.people import bare
from writethru.extract.phrase import inverted, subject
from writethru.extract.pos import FINITE, NOUNS
from writethru.extract.reading import Reading
from writethru.extract.tagger import Found
from writethru.model import Span

_REACH = 24
_CLOCK = re.compile(r"\d{1,2}[.:]\d\d")
_SUBJECTS = frozenset({"he", "she", "they", "we", "i", "it"})
_NAMING = NOUNS | {"PRP", "PRS", "WP", "WDT", "DT", "CD", "JJ", "FW"}  # "others", "the accused", "many" are tagged so


def repair(reading: Reading, found: list[Found], tags: list[str]) -> None:
    """Puts right what syntax settles: a cue that stands before a quotation has it as content; a cue without a source gets the
    noun phrase beside it, or shares the source of the cue before it in the sentence (", adding", "and said")."""
    cues = {i for f in found for i in f.cue if reading.pos[i] in FINITE}
    before: Found | None = None
    for f in sorted(found, key=lambda f: f.cue[0]):
        if len(f.cue) > 1 and reading.lower[f.cue[0]] == "accused" and reading.lower[f.cue[0] - 1] == "the":
            f.source, f.cue = (f.cue[0] - 1, f.cue[0] + 1), f.cue[1:]  # "The accused denies it"
        if not overheard(reading, f):
            patient(reading, f)
        put_at(reading, f)
        if f.source:
            f.source = _unstamped(reading, f.source)
            at = next((i for i in range(f.source[1] - 2, f.source[0], -1) if i in cues and i not in f.cue), -1)
            if f.source[1] == f.cue[0] and at > 0 and reading.lower[at - 1] not in ("who", "which", "that"):
                f.source = (at + 1, f.source[1])  # "Lee confirmed intelligence reports that …": the intelligence's
        if f.source and "neither" in reading.lower[f.source[0] + 1 : f.source[1]]:
            f.source = (f.source[0], reading.lower.index("neither", f.source[0] + 1))
        while f.source and f.source[1] - f.source[0] > 1 and reading.words[f.source[1] - 1] in ',;:—–"“”‘':
            f.source = (f.source[0], f.source[1] - 1)
        if f.source and _bad(reading, f.source):
            f.source = None
        if f.source is None:
            f.source = _source(reading, f, before, tags)
        if f.source and reading.lower[slice(*f.source)] == ["there"]:
            f.source = None  # "There are fears that …"
        if (
            f.source
            and f.source[1] - f.source[0] > 1
            and reading.lower[f.source[1] - 1] in _SUBJECTS
            and reading.lower[f.source[1] - 2] != "and"
        ):
            f.source = (f.source[1] - 1, f.source[1])  # "A day earlier he had said"
        if f.source and f.source[0] < f.cue[0]:
            before = f


def _unstamped(reading: Reading, source: Span) -> Span:
    """A source without the time of a live post before it ("12:20 - Ann Lee", "16.40 Lee") or a participle (", beating analysts' estimates")."""
    a, b = source
    words = reading.words
    if b - a > 1 and a and words[a - 1] == "," and reading.pos[a] == "VBG" and bare(words[b - 1]) != words[b - 1]:
        a += 1  # ", beating analysts' estimates"
    if b - a > 3 and words[a].isdigit() and words[a + 1] in ":." and words[a + 2].isdigit():
        a += 2
    if b - a > 1 and a > 1 and words[a].isdigit() and words[a - 1] in ":." and words[a - 2].isdigit():
        a += 1
    if b - a > 1 and _CLOCK.fullmatch(reading.words[a]) and a == reading.sentences[reading.sentence[a]][0]:
        a += 1
    a = dateline(reading, a, b)
    if a and reading.pos[a - 1] in ("CD", "IN") and reading.pos[a] in ("NN", "NNS"):  # "In 62 pages the judge explains"
        a = next((i for i in range(b - 2, a, -1) if reading.lower[i] in ("the", "a", "an") and reading.pos[i - 1] in NOUNS), a)
    dash = next((i for i in range(a, min(a + 4, b - 1)) if reading.words[i] in "-–—|:"), -1)
    return (dash + 1, b) if dash >= 0 and not any(reading.words[i][0].isalpha() for i in range(a, dash)) else (a, b)


def part(reading: Reading, found: list[Found]) -> None:
    """Coordinated cues: a content ends where the next cue of the same source begins ("said it was shut and warned of more")."""
    ordered = sorted(found, key=lambda f: f.cue[0])
    for n, f in enumerate(ordered):
        for g in ordered[n + 1 : n + 5]:
            if not f.content or reading.sentence[g.cue[0]] != reading.sentence[f.cue[0]]:
                break
            if f.content == g.content and {reading.lower[f.cue[0]], reading.lower[g.cue[0]]} & {"citing", "quoting"}:
                continue  # "Citing two officers, the Gazette reported": both have the same content
            joined = g.source == f.source and reading.lower[g.cue[0] - 1] in ("and", "but", "or")
            if reading.quote[g.cue[0]] >= 0 or (kinds(reading.words[g.cue[0]])[0] == "aux" and not joined):
                continue
            if (
                f.cue and g.cue and f.content and f.cue[-1] + 1 < g.cue[0] < f.content[0][0] and f.content == g.content and g.content
            ):  # the content of the next cue was taken
                f.content = [c for c in [_cut(reading, f.cue[-1] + 1, g.cue[0] + 1, g.cue[0])] if c]
            elif g.source and g.source[1] <= f.cue[0]:
                f.content = [c for a, b in f.content if (c := _cut(reading, a, b, g.cue[0]))]
    near: dict[int, list[Found]] = {}
    for g in found:
        told = (n for a, b in g.content for n in range(reading.sentence[a], reading.sentence[b - 1] + 1))
        for n in dict.fromkeys((reading.sentence[g.cue[0]], *told)):
            near.setdefault(n, []).append(g)
    for f in found:
        _topped(reading, f, near[reading.sentence[f.cue[0]]])
    found[:] = [f for f in found if f.content]


def _topped(reading: Reading, f: Found, found: list[Found]) -> None:
    """ "The governor's claim that crime fell has been questioned by experts": a claim ends where another's verb has all of it as its subject. `found`: those that
    stand in its sentence."""
    for g in found:
        if g is f or not g.content or not f.content or g.content[-1][1] > g.cue[0] or f.cue[0] > g.cue[0]:
            continue
        hangs = reading.pos[f.cue[0]] == "VBG"
        agent = hangs and g.source is not None and g.source[0] > g.cue[-1] and any(a < g.cue[0] < b for a, b in f.content)
        if any(a <= f.cue[0] and f.cue[-1] < b for a, b in g.content) or agent:
            f.content = [(a, min(b, g.cue[0])) for a, b in f.content if a < g.cue[0]]
        if agent and f.source and f.source[1] == f.cue[0] < g.content[0][0] and f.content and f.content[-1][1] == g.cue[0]:
            g.content = [(f.source[0], g.cue[0])]  # "A report accusing the army was rejected by it": the report


def _cut(reading: Reading, a: int, b: int, at: int) -> Span | None:
    """A content without what comes after token `at`, and without the words that lead on to it."""
    if not a <= at < b:
        return (a, b) if b <= at or a > at else None
    while at > a and (
        reading.lower[at - 1] in ("and", "or", "but", "then", ",", ";")
        or reading.lower[at - 1] in word_list("adverbs")
        or (kinds(reading.words[at - 1])[0] == "aux" and not reading.words[at - 2][-1:].isdigit())  # "at 3am but thought nothing of it"
    ):
        at -= 1
    return (a, at) if at > a else None


def _bad(reading: Reading, source: Span) -> bool:
    """Whether a source is no source: it ends in a conjunction, opens with a preposition, holds no noun, or is a day or adverb alone."""
    if reading.lower[source[1] - 1] in ("and", "or", "but") or reading.lower[source[0]] in ("in", "from", "with", "to", "by", "whether"):
        return True
    if reading.lower[source[0] : source[1]] == ["neither"] or not any(
        reading.pos[i] in _NAMING or reading.quote[i] >= 0 for i in range(*source)
    ):
        return True
    return all(
        reading.lower[i] in word_list("weekdays") or reading.lower[i] in ("earlier", "later", "meanwhile", "on") for i in range(*source)
    )


def _source(reading: Reading, f: Found, before: Found | None, tags: list[str]) -> Span | None:
    first, after = f.cue[0], f.cue[-1] + 1
    entry = next((c for i in f.cue if (c := cue(reading.lower[i]))), None)
    if (entry and entry.takes in ("state", "unnamed", "noun")) or passive(reading, f.cue):
        return None
    begin = reading.sentences[reading.sentence[first]][0]
    beside = None
    if (
        entry
        and entry.reports
        and (
            first == begin
            or reading.quote[first - 1] >= 0
            or (reading.words[first - 1] == "," and (f.content[0][1] in (first, first - 1) or _between(reading, after)))
        )
    ):
        beside = inverted(reading, after)
    if not (any(k[0] == "G" for k in kinds(reading.words[first])) and first > begin and reading.words[first - 1] in ",—–"):
        beside = beside or subject(reading, first)
    if beside is None and _leans(reading, first, begin):
        if before and before.source and reading.sentence[before.cue[0]] == reading.sentence[first]:
            return before.source
        beside = _main_subject(reading, begin, first)
    beside = beside or _distant(reading, first, begin)
    if beside is None or any(a < beside[1] and b > beside[0] for a, b in f.content):
        return None
    wider = next(iter(_sources(tags, beside)), beside)
    if not _bad(reading, wider):
        return wider
    # "called in the envoy to urge": the sentence's subject urges
    return _main_subject(reading, begin, first) if reading.lower[first] == "to" else beside


def _distant(reading: Reading, at: int, begin: int) -> Span | None:
    """The noun phrase that opens a sentence, where only what is set off by commas or brackets parts it from the verb at `at`."""
    j = at - 1
    while j > begin and (kinds(reading.words[j])[0] in ("aux", "R") or reading.lower[j] in word_list("adverbs")):
        j -= 1
    if j <= begin or reading.words[j] not in ",)—–":
        return None
    first = begin
    if kinds(reading.words[first])[0] in ("prep", "joint"):  # "At a rally, Ann Lee (R), …"
        first = next((k + 1 for k in range(begin, min(j, begin + _REACH)) if reading.words[k] == ","), begin)
    found = inverted(reading, first)
    if found is None or found[1] >= j or reading.words[found[1]] not in ",(—–":
        return None
    return found if not any(reading.words[k][0] in ";:" for k in range(found[1], j)) else None


def _between(reading: Reading, after: int) -> bool:
    """Whether a name and a comma follow a cue: "Whether it holds, added Rossi, “…”"."""
    source = inverted(reading, after)
    return source is not None and source[1] < len(reading.words) and reading.words[source[1]] == ","


def _leans(reading: Reading, at: int, begin: int) -> bool:
    """Whether a verb has its subject from before: after "and", or as a participle after a comma."""
    j = at - 1
    while j > begin and (kinds(reading.words[j])[0] in ("aux", "R") or reading.lower[j] in word_list("adverbs")):
        j -= 1
    if j < begin:
        return False
    return reading.lower[j] in ("and", "or", "but", "then") or any(k[0] == "G" for k in kinds(reading.words[at]))


def _main_subject(reading: Reading, begin: int, end: int) -> Span | None:
    """The subject of a sentence's first finite verb before token `end`."""
    for i in range(begin + 1, min(end, begin + _REACH + 12)):
        kind = kinds(reading.words[i])[0]
        if (
            reading.quote[i] < 0
            and (kind == "aux" or kind in ("D", "Z", "DV", "SZ", "AD", "D?", "NV", "NVZ", "DNV", "ADV", "ADNV"))
            and reading.words[i][0].islower()
        ):
            found = subject(reading, i)
            if found:
                return found
    return None


def _sources(tags: list[str], span: Span) -> list[Span]:
    """The run of source labels that touches a span, if any."""
    i = next((k for k in range(*span) if tags[k][-1] == "S"), span[1])
    if i == span[1]:
        return []
    j = i
    while i > 0 and i > span[0] - _REACH and tags[i][0] == "I" and tags[i - 1][-1] == "S":
        i -= 1
    while j < len(tags) and j < span[1] + _REACH and tags[j][-1] == "S" and (j <= span[0] or tags[j][0] == "I" or j == i):
        j += 1
    return [(i, j)]
