"""Chains: who passed on whose words. "The ministry said Orlov told Kim that …", "the agency quoted Kim as saying", "…, citing officials".

`nested` finds attributions inside the content of others; `quoting` turns "A quoted B" into source B through A; `channels` gives each
attribution the ones its words stand inside of, inner first.
"""

from writethru.extract import tagger
from writethru.extract.bounds import pause
from writethru.extract.edges import counted
from writethru.extract.forms import kinds
from writethru.extract.lexicon import cue
from writethru.extract.passives import passive
from writethru.extract.phrase import inverted, subject
from writethru.extract.pos import NOUNS
from writethru.extract.reading import Reading
from writethru.extract.tagger import Found
from writethru.model import Span

_QUOTING = frozenset({"quote", "cite"})
_SAYING = frozenset({"saying", "telling", "claiming", "writing", "warning", "adding", "stating", "reporting"})
_CITED = 12  # words from a cue to the "citing" after it
_LEAST = 5  # words a content needs to hold another attribution


def nested(reading: Reading, found: list[Found], used: set[int]) -> list[Found]:
    """Attributions inside indirect contents: a reporting verb of the content, with a source and content of its own in it."""
    spans = [(a, b) for f in found for a, b in f.content if _LEAST <= b - a <= tagger.CHUNK and _may_hold(reading, a, b, used)]
    tagged = tagger.tag(reading, spans)
    possible = [tagger.Cue(list(range(a, b)), 1.0, k) for k, span in enumerate(spans) for a, b in tagger.runs(tagged.labels[k], "C", *span)]
    out = []
    for one in tagger.link(tagged, [c for c in possible if _reports(reading, c.tokens)]):
        named = one.source and reading.lower[slice(*one.source)] not in (["there"], ["the"]) and not counted(reading, one.source)
        if one.content and named and not used.intersection(one.cue):
            out.append(one)
            used.update(one.cue)
    return out


def _may_hold(reading: Reading, a: int, b: int, used: set[int]) -> bool:
    return any(
        reading.quote[i] < 0 and i not in used and (c := cue(reading.lower[i])) and c.reports and c.takes in ("clause", "person")
        for i in range(a + 1, b)
    )


def _reports(reading: Reading, tokens: list[int]) -> bool:
    """Whether some words are a reporting verb outside quotations, and no passive one ("her agency had been told of it")."""
    head = next((c for i in tokens if (c := cue(reading.lower[i])) and c.reports and c.takes in ("clause", "person")), None)
    return head is not None and reading.quote[tokens[0]] < 0 and not (head.takes == "person" and passive(reading, tokens))


def quoting(reading: Reading, f: Found) -> Span | None:
    """For "A quoted B as saying", "B was quoted by A as saying", "…, citing B": sets the source to B; gives the span of A."""
    at = next((i for i in f.cue if (c := cue(reading.lower[i])) and c.lemma in {*_QUOTING, "report"}), -1)
    if at < 0 or at + 1 >= len(reading.words):
        return None
    low = reading.lower
    passive = low[at - 1] in ("was", "were", "been", "being", "is", "are") if at else False
    if passive:
        return _by(reading, at, f) if low[at] != "reported" else None
    person = inverted(reading, at + 1)
    if person is None:
        return None
    says = low[person[1] : person[1] + 1] == ["as"] and low[person[1] + 1] in _SAYING if person[1] + 1 < len(low) else False
    if not says and cue_lemma(reading, at) == "report":
        return None
    if says and f.content[-1][1] > person[1] + 2 and not any(b <= at for _, b in f.content):
        f.content = [(max(a, person[1] + 2), b) for a, b in f.content if b > person[1] + 2]
    if any(x < person[1] and y > person[0] for x, y in f.content):
        return None
    if not says and low[at] not in ("citing", "quoting"):
        return None
    channel = f.source if f.source and f.source[1] <= at else subject(reading, f.cue[0])
    if says:
        f.cue = sorted({*f.cue, person[1], person[1] + 1})
    f.source = person
    return channel if channel != person else None


def cue_lemma(reading: Reading, i: int) -> str:
    found = cue(reading.lower[i])
    return found.lemma if found else ""


def _by(reading: Reading, at: int, f: Found) -> Span | None:
    """The channel of "B was quoted by A as saying …": what A passed on is B's, and stands behind "as saying"."""
    by = next((j for j in range(at + 1, min(at + 6, len(reading.words) - 1)) if reading.lower[j] == "by"), -1)
    channel = inverted(reading, by + 1) if by > 0 else None
    if channel and channel[1] + 2 < len(reading.words) and reading.lower[channel[1]] == "as" and reading.lower[channel[1] + 1] in _SAYING:
        said = channel[1] + 2
        f.cue = sorted({*f.cue, channel[1], channel[1] + 1})
        f.source = subject(reading, at) or f.source
        f.content = [(max(a, said), b) for a, b in f.content if b > said] or [(said, pause(reading, said, reading.words_end(said)))]
    return channel


def citing(reading: Reading, found: list[Found]) -> list[tuple[Found, Span]]:
    """ "…, the Gazette reported, citing two officers", "Citing two officers, the Gazette reported …": the officers as source of the same
    content, with the Gazette's span. What is cited but tells nothing ("citing low growth") is what the one who cites it says."""
    out = []
    for i in (i for i, w in enumerate(reading.lower) if w in ("citing", "quoting") and reading.quote[i] < 0):
        for f in found:
            _parted(reading, f, i)
        through = _reporter(reading, found, i)
        named = inverted(reading, i + 1) if i + 1 < len(reading.words) else None
        if through is None or through.source is None or named is None:
            continue
        old = [f for f in found if i in f.cue]
        told = [s for f in old for s in (f.source, *f.content) if s and s[0] == named[0] and named[1] < s[1]]
        tagged = next((s for s in told if not any(reading.words[k] == "," for k in range(*s))), None)
        tells = _can_tell(reading, named)
        named = tagged or named  # "three people familiar with the matter"
        if not tells:
            for f in old:
                f.source, f.content = through.source, [(i + 1, pause(reading, i + 1, reading.words_end(i + 1)))]
        elif not any(a < named[1] and b > named[0] for a, b in through.content):
            found[:] = [f for f in found if i not in f.cue]
            out.append((Found([i], named, list(through.content)), through.source))
    return out


def _parted(reading: Reading, f: Found, i: int) -> None:
    """ "The Gazette, citing two officers, said": the source is the Gazette, neither both nor the officers."""
    if f.source is None or i < 2 or reading.words[i - 1] != ",":
        return
    if f.source[0] < i < f.source[1]:
        f.source = (f.source[0], i - 1)
    elif f.source[0] == i + 1 and reading.words[f.source[1]] == "," and f.cue[0] == f.source[1] + 1:
        f.source = subject(reading, i - 1) or f.source


def _reporter(reading: Reading, found: list[Found], i: int) -> Found | None:
    """Who tells what "citing" at token i cites: the attribution of the sentence that its cue stands nearest before, else behind."""
    begin, end = reading.sentences[reading.sentence[i]]
    near = [f for f in found if f.source and i not in f.cue and begin <= f.cue[0] < end and reading.quote[f.cue[0]] < 0]
    before = [f for f in near if i - _CITED <= f.cue[-1] < i]
    after = [f for f in near if i < f.cue[0] and f.source and (f.source[0] > i or f.source[1] <= i) and _told(reading, f)]
    return before[-1] if before else min(after, key=lambda f: f.cue[0], default=None)


def _told(reading: Reading, f: Found) -> bool:
    return any((c := cue(reading.lower[k])) and c.reports and c.takes in ("clause", "person") for k in f.cue)


def _can_tell(reading: Reading, source: Span) -> bool:
    """Whether a noun phrase may be who told something: a name, persons, papers; not "citing low growth"."""
    told = frozenset({f"{form}:{sense}" for form in "NS" for sense in ("person", "group", "comm")})
    head = next((reading.words[i] for i in range(source[1] - 1, source[0], -1) if reading.pos[i] in NOUNS), reading.words[source[1] - 1])
    return any(reading.pos[i] == "NNP" for i in range(*source)) or "source" in head or any(k.rstrip("+") in told for k in kinds(head))


def channels(reading: Reading, found: list[Found]) -> list[int]:
    """For each attribution the index of the one whose content its cue and source stand in, -1 for none."""
    inner: dict[int, int] = {}
    sizes = [sum(b - a for a, b in f.content) for f in found]
    for n in sorted(range(len(found)), key=lambda n: -sizes[n]):
        if not any(
            reading.lower[i] == "according" or ((c := cue(reading.lower[i])) and c.reports and c.takes in ("clause", "person"))
            for i in found[n].cue
        ):
            continue
        for a, b in found[n].content:
            if b <= found[n].cue[0] and (c := cue(reading.lower[found[n].cue[-1]])) and c.stance == "denied":
                continue  # "Orr accused Lee of theft, a charge she denies": Orr's words are not passed on by her
            for i in range(a, min(b, a + tagger.CHUNK)):
                inner[i] = n
    out = []
    for n, f in enumerate(found):
        outer = inner.get(f.cue[0], -1) if f.source else -1
        if outer == n or (outer >= 0 and (not found[outer].source or inner.get(f.source[0], -1) != outer if f.source else True)):
            outer = -1
        out.append(outer)
    return out
